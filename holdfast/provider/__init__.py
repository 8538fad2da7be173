"""The native Pulumi provider `m365`, the classes that declare its resources, and the stand-in for azuread."""
