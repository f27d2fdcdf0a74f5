#!/bin/sh
# The main job on a sample shop, in a folder of its own. Run by `make demo`.
set -u
cd "$(mktemp -d)" || exit 1
export PULSA_TOKO=

show() {
    printf '\n$ %s\n' "$*"
    "$@" 2>&1
}

# Puts NEW for what the pattern OLD finds in FILE, as an owner would with an editor.
edit() {
    python3 -c '
import re, sys
path, old, new = sys.argv[1:]
with open(path, encoding="utf-8") as file:
    text = file.read()
with open(path, "w", encoding="utf-8") as file:
    file.write(re.sub(old, new, text, flags=re.M))
' "$@"
}

show pulsa init konter --nama "Berkah Cell" --contoh
printf '\n$ cd konter\n'
cd konter || exit 1
show pulsa jual 081234567890 10
show pulsa jual 0857-1234-5678 25 tf
show pulsa jual 085712345678 S10
show pulsa jual 14112345001 PLN20 --dibayar 50rb
show pulsa jual 081234567890 10
show pulsa transaksi sn 7890 01394800006993562868
show pulsa transaksi gagal 5678
show pulsa transaksi ulang 5678
show pulsa transaksi menunggu
show pulsa hutang list --overdue
show pulsa jual siti 10 -k
show pulsa hutang bayar siti 5rb
show pulsa jual siti 10 -k --tempo "akhir bulan"
show pulsa hutang rekap siti
show pulsa hutang umur
show pulsa kebijakan --poster poster.html
show pulsa titipan terima siti 50rb
show pulsa titipan list
show pulsa pesanan tambah siti 25 --untuk besok --dp 10rb
show pulsa pesanan list
show pulsa pesanan isi siti
show pulsa kartu list
show pulsa kartu cetak "budi warung"
show pulsa pelanggan lihat siti
show pulsa pelanggan list --cari budi
# So that it also shows something on a Sunday and at night.
edit ledger/kebijakan.yaml '^(  (?:jam|libur):).*' '\1'
show pulsa
show pulsa ingatkan
edit ledger/toko.yaml '^  berkas: ""' '  berkas: kotak-kirim'
show pulsa ingatkan --kirim
show pulsa cron pasang --cetak
show pulsa cek-keluhan 081234567890 --jawab diminta=y --jawab pembeli=y --jawab pemasok=y \
    --jawab riwayat=sukses --jawab tenggang=t --jawab saldo=t --jawab darurat=y
show pulsa keluhan list --terbuka
show pulsa keluhan ringkas
show pulsa transaksi list
printf '\n$ tail -n 3 ledger/jual/*\n'
tail -q -n 3 "$(ls ledger/jual/*.csv | tail -n 1)"
printf '\nThe sample shop is in %s\n' "$PWD"
