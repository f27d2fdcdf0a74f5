"""Files as spreadsheets, disks and slips of the hand leave them."""


def mutated(rng, data):
    """One to four bytes or stretches of a file lost, doubled, swapped or replaced."""
    for _ in range(rng.randint(1, 4)):
        start = rng.randrange(len(data) + 1)
        end = min(len(data), start + rng.choice([0, 1, 1, 2, 8, 60]))
        piece = rng.choice(
            [
                b"",
                bytes([rng.randrange(256)]),
                data[start:end] * 2,
                b"\n",
                b'"',
                rng.choice(
                    [
                        b",",
                        b";",
                        b": ",
                        b"\t",
                        b"\r",
                        b"\0",
                        b"---\n",
                        b"- ",
                        b"&a",
                        b"*a",
                        b"!",
                        b"{",
                        b"[",
                        b"\xef\xbb\xbf",
                        b"|\n",
                        "\u2028\u0660".encode(),
                        b"9" * 40,
                        b"%",
                        b"?",
                        b"#",
                    ]
                ),
            ]
        )
        data = data[:start] + piece + data[end:]
    return data
