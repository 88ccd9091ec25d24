"""The Mermaid source of a swimlane: goldens of two seeds, and properties that hold for any text."""

from __future__ import annotations

import os
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.flow_cases import (
    END,
    TEXT,
    UNKNOWN,
    Step,
    load_flow,
    make_flow,
    returns_to_itself,
    seven_by_sixteen,
    thirty_steps,
)
from support.paths import GOLDEN

from sop_catalog.flow.mermaid import (
    MAX_STEPS,
    MAX_WORD_LENGTH,
    MERMAID_ARGUMENTS,
    MIN_STEPS,
    encode,
    merge_arguments,
    render_diagrams,
    shorten,
    shorten_step,
    split_steps,
)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("000", "pelaporan-kinerja-kementerian"),
        ("002", "penyusunan-laporan-kinerja-dan-pengumpulan-data"),
    ],
)
def test_seed_golden(name: str, slug: str) -> None:
    graph, texts, nama = load_flow(slug)
    (diagram,) = render_diagrams(graph, texts, nama)
    path = GOLDEN / f"{name}.mmd"
    if os.environ.get("UBAH_GOLDEN"):
        path.write_text(diagram.source, "utf-8")
    assert diagram.source == path.read_text("utf-8"), "setelah perubahan yang disengaja: UBAH_GOLDEN=1 pytest"
    assert diagram.judul == ""


def source_of(lanes: list[str], steps: list[Step]) -> str:
    graph, texts = make_flow(lanes, steps)
    (diagram,) = render_diagrams(graph, texts, "Uji")
    return diagram.source


def test_nodes_come_first_in_step_order_and_lanes_only_name_them() -> None:
    graph, texts = seven_by_sixteen()
    (diagram,) = render_diagrams(graph, texts, "Uji")
    before, lanes = diagram.source.split("  subgraph r0", 1)
    assert re.findall(r"^  s(\d+)", before, re.MULTILINE) == [f"{nomor:02d}" for nomor in range(1, 17)]
    assert sorted(map(int, re.findall(r"^    s(\d+)$", lanes, re.MULTILINE))) == list(range(1, 17))
    assert re.findall(r"^  subgraph (r\d+)", diagram.source, re.MULTILINE) == [f"r{index}" for index in range(7)]


@pytest.mark.parametrize("count", [9, 12, 110])
def test_names_sort_as_text_in_the_order_of_the_steps(count: int) -> None:
    graph, texts = make_flow(["Staf", "Kabag"], [((nomor % 2,), TEXT, []) for nomor in range(count)])
    names = [
        name
        for part in render_diagrams(graph, texts, "Uji")
        for name in re.findall(r"^  (s\w+)[(\[{]", part.source, re.MULTILINE)
    ]
    assert len(names) == count
    assert names == sorted(names), "Mermaid's layout sorts names as text"


def test_shapes_labels_and_arrows() -> None:
    source = source_of(
        ["Staf", "Kabag"],
        [((0,), "Satu", []), ((1,), "Dua", [("Ya", 3), ("Tidak", 1)]), ((1,), "Tiga", []), ((0,), "Empat", [])],
    )
    assert '  s01(["1#46; Satu"])' in source
    assert '  s02{"2#46; Dua"}' in source
    assert '  s03["3#46; Tiga"]' in source
    assert '  s04(["4#46; Empat"])' in source
    assert '  s02 -->|"Ya"| s03' in source
    assert '  s02 -.->|"Tidak"| s01' in source


def test_a_branch_that_ends_gets_a_small_end_also_on_the_last_step() -> None:
    source = source_of(
        ["Staf"],
        [((0,), TEXT, []), ((0,), TEXT, [("Ya", 3), ("Tidak", END)]), ((0,), TEXT, [("Ya", END), ("Tidak", 1)])],
    )
    assert source.count('(["Selesai"])') == 2
    assert '  s02 -->|"Tidak"| e02' in source
    assert '  s03 -->|"Ya"| e03' in source


def test_joint_steps_name_the_others() -> None:
    source = source_of(
        ["Staf", "Kabag", "Karo", "Tim"],
        [((1, 0), "Rapat", []), ((0, 1, 2, 3), "Rapat", []), ((0,), TEXT, [])],
    )
    assert "Rapat #40;bersama Staf#41;" in source
    assert "Rapat #40;bersama Kabag#44; Karo#44; dan 1 lainnya#41;" in source
    assert re.search(r'subgraph r1\["Kabag"\]\n    s01\n  end', source)


def test_what_is_unreadable_has_a_lane_and_a_word_but_no_arrow() -> None:
    source = source_of(
        ["Staf", "Kabag"],
        [((0,), TEXT, []), ((), TEXT, [("Ya", 3), ("Tidak", UNKNOWN)]), ((0,), TEXT, [])],
    )
    assert 'subgraph r2["Tidak terbaca"]\n    s02\n  end' in source
    assert "#40;Tidak#160;#8594;#160;#63;#41;" in source
    assert source.count("s02 -") == 1
    assert '  x1["#160;"]:::kosong' in source, "a lane without steps keeps its place"


def test_an_invisible_line_keeps_a_step_below_one_that_does_not_lead_to_it() -> None:
    graph, texts = make_flow(
        ["Staf"], [((), "A", []), ((), "B", [("Ya", 4), ("Tidak", UNKNOWN)]), ((), "C", []), ((), "D", [])]
    )
    (diagram,) = render_diagrams(graph, texts, "Uji")
    assert [line.strip() for line in diagram.source.splitlines() if "~~~" in line] == ["s02 ~~~ s03"]


def test_no_unreadable_lane_where_everything_is_known() -> None:
    assert "terbaca" not in source_of(["Staf"], [((0,), "a", []), ((0,), "b", [])])


def test_a_step_that_returns_to_itself_gets_a_connector() -> None:
    graph, texts = returns_to_itself()
    (diagram,) = render_diagrams(graph, texts, "Uji")
    assert '  k02x02("ulangi langkah 2"):::sambung' in diagram.source
    assert '  s02 -.->|"Tidak"| k02x02' in diagram.source
    assert not re.search(r"\b(s\d+) \S+ \1$", diagram.source, re.MULTILINE)


def test_a_long_title_widens_its_lane() -> None:
    title = "Kepala Bidang Pelatihan Kerja dan Produktivitas"
    source = source_of([title, "Staf"], [((0,), TEXT, []), ((1,), TEXT, [])])
    assert f'subgraph r0["{title}"]\n    s01\n    x0\n' in source
    assert "  x0 ~~~ s01" in source, "above the first step, not beside it"


def test_thirty_steps_are_one_diagram_and_none_are_none() -> None:
    graph, texts = thirty_steps()
    assert len(render_diagrams(graph, texts, "Uji")) == 1
    assert render_diagrams(*make_flow(["Staf"], []), "Uji") == ()


def test_a_long_flow_is_divided_where_few_edges_cross() -> None:
    # Two phases: steps 1-18 and 19-40; inside each a return spans everything.
    steps: list[Step] = [((0,), TEXT, []) for _ in range(40)]
    steps[17] = ((0,), TEXT, [("Ya", 19), ("Tidak", 1)])
    steps[39] = ((0,), TEXT, [("Ya", END), ("Tidak", 19)])
    graph, texts = make_flow(["Staf"], steps)
    one, two = render_diagrams(graph, texts, "Uji")
    assert (one.first, one.last, two.first, two.last) == (1, 18, 19, 40)
    assert one.judul == "Bagian 1 dari 2: langkah 1–18"
    assert '  k18x19("ke langkah 19"):::sambung' in one.source
    assert '  s18 -->|"Ya"| k18x19' in one.source
    assert '  d19("dari langkah 18"):::sambung' in two.source
    assert "  d19 --> s19" in two.source
    assert "s18" not in two.source
    assert "s19" not in one.source


@given(st.integers(0, 200), st.data())
def test_parts_hold_every_step_once(count: int, data: st.DataObject) -> None:
    steps: list[Step] = []
    for nomor in range(1, count + 1):
        target = data.draw(st.integers(1, count)) if nomor % 7 == 0 else 0
        steps.append(((0,), "x", [("Ya", min(nomor + 1, count)), ("Tidak", target)] if target else []))
    parts = split_steps(make_flow(["Staf"], steps)[0])
    assert [nomor for first, last in parts for nomor in range(first, last + 1)] == list(range(1, count + 1))
    assert all(last - first < MAX_STEPS for first, last in parts)
    assert len(parts) <= 1 or all(last - first + 1 >= MIN_STEPS for first, last in parts)
    assert len(parts) == -(-count // MAX_STEPS)


@given(st.text())
def test_encoded_text_is_inert_and_decodes_to_itself(text: str) -> None:
    encoded = encode(text)
    assert re.fullmatch(r"(?:[A-Za-z0-9 ]|#\d+;)*", encoded)
    decoded = re.sub(r"#(\d+);", lambda match: chr(int(match[1])), encoded).replace("\u2060", "")
    assert decoded == text.replace("\u2060", "")


def test_words_of_mermaid_are_broken_up() -> None:
    assert "direction" not in encode("ubah direction LR sekarang")
    assert "#64258;#176;" not in encode("ﬂ°°60¶ß")


LINE = re.compile(
    r"""swimlane-beta\ TB
    | \ \ acc(?:Title|Descr):\ (?:[A-Za-z0-9\ ]|\#\d+;)+
    | \ \ [sedkx]\d+(?:x\d+)?(?:\(\[|\(|\[|\{)"(?:[A-Za-z0-9\ ]|\#\d+;)*"(?:\]\)|\)|\]|\})(?::::(?:kosong|sambung))?
    | \ \ subgraph\ r\d+\["(?:[A-Za-z0-9\ ]|\#\d+;)+"\] | \ \ \ \ [sedkx]\d+(?:x\d+)? | \ \ end
    | \ \ [sd]\d+\ (?:-->|-\.->)(?:\|"(?:[A-Za-z0-9\ ]|\#\d+;)+"\|)?\ [sek]\d+(?:x\d+)?
    | \ \ x\d+\ ~~~\ s\d+ | \ \ classDef\ (?:kosong|sambung)\ [a-z0-9:,-]+""",
    re.VERBOSE,
)


@given(st.text(), st.text(), st.text(), st.text())
def test_no_text_leaves_its_place(kegiatan: str, label: str, title: str, nama: str) -> None:
    graph, texts = make_flow(
        [title, "Kabag"],
        [((0,), kegiatan, []), ((1, 0), kegiatan, [(label, 3), (label, UNKNOWN), ("x", 1)]), ((), kegiatan, [])],
    )
    (diagram,) = render_diagrams(graph, texts, nama)
    for line in diagram.source.splitlines():
        assert LINE.fullmatch(line), line


@given(st.text(), st.integers(1, 8))
def test_shortened_text_is_a_head_of_the_text(text: str, words: int) -> None:
    short = shorten(text, words)
    assert len(short.split(" ")) <= words
    assert all(len(word) <= MAX_WORD_LENGTH + 1 for word in short.split(" "))
    assert shorten(short, words) in (short, short + "…")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("memeriksa usulan. Jika setuju menyampaikan", "memeriksa usulan…"),
        ("membentuk Tim Penyusunan.", "membentuk Tim Penyusunan."),
        ("memeriksa draf Pelaporan Kinerja Kementerian. Jika setuju", "memeriksa draf Pelaporan Kinerja Kementerian…"),
        ("Menyusun SK No. 7 Tahun 2020 tentang Tim", "Menyusun SK No. 7 Tahun 2020…"),
        ("Menghadap Sdr. Budi", "Menghadap Sdr. Budi"),
        ("a b c d e, f g", "a b c d e, f…"),
        ("a b c d e f, g", "a b c d e f…"),
        ("x" * 5000, "x" * MAX_WORD_LENGTH + "…"),
        ("a\x00b\nc\td", "a b c d"),
        ("", ""),
        ("👩‍👩‍👧" * 20, "👩‍👩‍👧" * 5 + "…"),
    ],
)
def test_shorten_step(text: str, expected: str) -> None:
    assert shorten_step(text) == expected


def test_texts_and_steps_must_agree() -> None:
    graph, _ = make_flow(["Staf"], [((0,), TEXT, [])])
    with pytest.raises(ValueError, match="0 texts for 1 steps"):
        render_diagrams(graph, [], "Uji")


def test_configured_arguments_win_but_stay_strict() -> None:
    merged = merge_arguments(
        {
            "theme": "forest",
            "securityLevel": "loose",
            "swimlane": {"lineHops": False},
            "themeVariables": {"fontSize": "16px"},
        }
    )
    assert merged["theme"] == "forest"
    assert merged["securityLevel"] == "strict"
    assert merged["swimlane"] == {"ignoreCrossLaneEdges": False, "lineHops": False}
    assert merged["themeVariables"]["fontSize"] == "16px"
    assert merged["themeVariables"]["lineColor"] == MERMAID_ARGUMENTS["themeVariables"]["lineColor"]
    assert merge_arguments({}) == MERMAID_ARGUMENTS
    merged["swimlane"]["lineHops"] = True
    assert "lineHops" not in MERMAID_ARGUMENTS["swimlane"], "callers get a copy"
