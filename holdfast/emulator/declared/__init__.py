"""The four shapes that a service can be declared in: one value says all of it, code says only its rules.

`graph_singleton.GraphSingleton`, `graph_collection.GraphCollection`, `settings_cmdlets.SettingsCmdlets` and
`named_objects.CmdletNoun`. A declaration is the `SERVICE` of one file in `emulator/graph`, `emulator/exchange` or
`emulator/purview`. The contract tests run over every declaration (tests/contract/test_declared_services.py).
"""
