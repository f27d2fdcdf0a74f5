from pulsa_cli.cli import run

run()
