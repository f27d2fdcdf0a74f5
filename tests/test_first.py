def test_a_sale_is_on_disk(konter):
    said = konter.run("jual", "081234567890", "10")
    row, = konter.rows()
    assert row["id"] == said.id == "A-261121-J001"
    assert (row["nomor"], row["harga"], row["dibayar"]) == ("0812-3456-7890", "12000", "12000")
