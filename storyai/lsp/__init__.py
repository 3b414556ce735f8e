"""The language server: plain functions from an open file to protocol values, and one module that speaks pygls."""
