"""The five shapes that a service can be declared in: one value says all of it, code says only its rules.

`graph_singleton.GraphSingleton`, `graph_collection.GraphCollection`, `settings_cmdlets.SettingsCmdlets`,
`named_objects.CmdletNoun` and, where nothing is written, `listed_rows.ListedRows`. A declaration is the `SERVICE` of
one file in `emulator/graph`, `emulator/exchange` or `emulator/purview`. The contract tests run over every declaration
(tests/contract/test_declared_services.py).
"""
