"""Other names for the same thing: abbreviations, full names, spellings. One line is one group.

Names of roles are not here: they come from the register `jabatan.yml`. What one office alone says belongs into its own
register too. Words that do not count in a search (`dan`, `atas`) are left out when phrases are compared.
"""

from __future__ import annotations

_GROUPS = """
kepala subbagian | kepala sub bagian | kepala subbag | kasubag | kasubbag
kepala bagian | kabag
kepala biro | karo
kepala bidang | kabid
kepala seksi | kasi
kepala subbidang | kepala sub bidang | kasubbid | kasubid
kepala dinas | kadis
kepala badan | kaban
kepala kantor | kakan
kepala uptd | ka uptd
sekretaris jenderal | sekjen
sekretaris daerah | sekda
sekretaris dinas | sekdis
sekretaris camat | sekcam
direktur jenderal | dirjen
inspektur jenderal | irjen
sekretariat jenderal | setjen
sekretariat daerah | setda
wali kota | walikota
tor | kak | kerangka acuan kerja | kerangka acuan | term of reference
rab | rincian anggaran biaya | rencana anggaran biaya
rkakl | rka kl | rka k l | rencana kerja dan anggaran kementerian lembaga | rencana kerja dan anggaran kementerian negara lembaga
rka | rencana kerja dan anggaran
dipa | daftar isian pelaksanaan anggaran
dpa | dokumen pelaksanaan anggaran
pok | petunjuk operasional kegiatan
apbn | anggaran pendapatan dan belanja negara
apbd | anggaran pendapatan dan belanja daerah
kpa | kuasa pengguna anggaran
ppk | pejabat pembuat komitmen
pptk | pejabat pelaksana teknis kegiatan
spj | surat pertanggungjawaban
lpj | laporan pertanggungjawaban
spp | surat permintaan pembayaran
spm | surat perintah membayar
sp2d | surat perintah pencairan dana
up | uang persediaan
gup | ganti uang persediaan
tup | tambahan uang persediaan
bku | buku kas umum
sk | surat keputusan
st | surat tugas | spt | surat perintah tugas
sppd | spd | surat perjalanan dinas | surat perintah perjalanan dinas
perjadin | perjalanan dinas
se | surat edaran
nd | nota dinas
ba | berita acara
bast | berita acara serah terima
tte | tanda tangan elektronik
mou | nota kesepahaman | nota kesepakatan | kesepakatan bersama
pks | perjanjian kerja sama
lkjip | lakip | lkip | lkj | laporan kinerja instansi pemerintah | laporan akuntabilitas kinerja instansi pemerintah
sakip | sistem akuntabilitas kinerja instansi pemerintah
iku | indikator kinerja utama
pk | perjanjian kinerja
renstra | rencana strategis
renja | rencana kerja
rpjmd | rencana pembangunan jangka menengah daerah
rkpd | rencana kerja pemerintah daerah
musrenbang | musyawarah perencanaan pembangunan
rakor | rapat koordinasi
bimtek | bimbingan teknis
monev | monitoring dan evaluasi
diklat | pendidikan dan pelatihan
asn | aparatur sipil negara
pns | pegawai negeri sipil
pppk | p3k | pegawai pemerintah dengan perjanjian kerja
skp | sasaran kinerja pegawai
dupak | daftar usul penilaian angka kredit
pak | penetapan angka kredit
anjab | analisis jabatan
abk | analisis beban kerja
kgb | kenaikan gaji berkala
karpeg | kartu pegawai
karis | kartu istri
karsu | kartu suami
tpp | tambahan penghasilan pegawai
tukin | tunjangan kinerja
bmn | barang milik negara
bmd | barang milik daerah
pbj | pengadaan barang dan jasa | pengadaan barang jasa
hps | harga perkiraan sendiri
atk | alat tulis kantor
kib | kartu inventaris barang
kir | kartu inventaris ruangan
rkbmd | rencana kebutuhan barang milik daerah
apip | aparat pengawasan intern pemerintah
spip | sistem pengendalian intern pemerintah
lhp | laporan hasil pemeriksaan
lha | laporan hasil audit
bpk | badan pemeriksa keuangan
bkn | badan kepegawaian negara
ppid | pejabat pengelola informasi dan dokumentasi
jdih | jaringan dokumentasi dan informasi hukum
skm | survei kepuasan masyarakat | ikm | indeks kepuasan masyarakat
umkm | usaha mikro kecil dan menengah
phk | pemutusan hubungan kerja
bpjs | badan penyelenggara jaminan sosial
imta | izin mempekerjakan tenaga kerja asing
tka | tenaga kerja asing
k3 | keselamatan dan kesehatan kerja
lpk | lembaga pelatihan kerja
ak1 | ak 1 | kartu kuning | kartu pencari kerja | kartu tanda pencari kerja
ktp | kartu tanda penduduk
kk | kartu keluarga
opd | organisasi perangkat daerah | skpd | satuan kerja perangkat daerah
uptd | unit pelaksana teknis daerah
satker | satuan kerja
uu | undang undang
pp | peraturan pemerintah
perpres | peraturan presiden
keppres | keputusan presiden
inpres | instruksi presiden
permenaker | peraturan menteri ketenagakerjaan | peraturan menteri tenaga kerja
permenpanrb | permenpan rb | permenpan | permen pan rb | peraturan menteri pan rb | peraturan menteri pendayagunaan aparatur negara dan reformasi birokrasi
permendagri | peraturan menteri dalam negeri
pmk | permenkeu | peraturan menteri keuangan
perka | peraturan kepala
perda | peraturan daerah
pergub | peraturan gubernur
perbup | peraturan bupati
perwal | perwali | peraturan wali kota
surat masuk | naskah masuk
arsip inaktif | arsip in aktif
"""

TERMS: tuple[tuple[str, ...], ...] = tuple(
    tuple(phrase.strip() for phrase in line.split("|")) for line in _GROUPS.strip().splitlines()
)
"""Groups of phrases that mean the same, lower case. The first is the usual full or short name."""
