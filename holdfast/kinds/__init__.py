"""The only translators between what a program declares and what a service stores: one file per object type."""
