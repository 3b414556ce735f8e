"""The language server: plain functions from an open file to protocol values, and few modules that speak pygls."""
