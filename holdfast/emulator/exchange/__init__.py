"""The Exchange and Purview cmdlet endpoints: InvokeCommand, its `$batch`, its paging, its errors.

One module per cmdlet noun with a tuple `CMDLETS`; `registry.py` finds them. Facts: api-facts 5.3, 6 and 7.
"""
