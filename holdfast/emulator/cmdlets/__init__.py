"""How the cmdlet endpoints are spoken: InvokeCommand, its `$batch`, paging, errors (api-facts 5.3, 6 and 7).

Their services are in `emulator/exchange` and `emulator/purview`.
"""
