"""How much is tried: a sample in `make test`, all of it in `make proof`."""

import os

PROOF = bool(os.environ.get("PULSA_PROOF"))


def tries(sample: int, proof: int) -> int:
    """So many, or all of them for a proof."""
    return proof if PROOF else sample
