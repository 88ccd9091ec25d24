"""How long routing and rendering take: 1,000 flows of 16 steps and 7 performers, in processor time.

python bench/flowchart.py
"""

from __future__ import annotations

import gc
import random
import statistics
import time

from sop_catalog.flow.graph import Ending, FlowEdge, FlowGraph, FlowNode, Lane, Symbol
from sop_catalog.flow.grid import build_grid
from sop_catalog.pages.flow.flowchart import render_flowchart

FLOWS, STEPS, LANES = 1000, 16, 7
LIMIT_MS = 2.0


def make_graph(random_: random.Random) -> FlowGraph:
    """A flow like the Kemnaker seeds: about half of the steps decide, most Tidak go back a little, some jump."""
    lane = random_.randrange(LANES)
    lanes = []
    for _ in range(STEPS):
        lanes.append(lane)
        lane = min(max(lane + random_.choice((-3, -1, -1, 0, 1, 1, 2)), 0), LANES - 1)
    nodes, edges = [], []
    for nomor in range(1, STEPS + 1):
        end = FlowEdge(nomor, 0, "", Ending.END)
        forward = FlowEdge(nomor, nomor + 1, "") if nomor < STEPS else end
        decision = 1 < nomor < STEPS and random_.random() < 0.5
        nodes.append(FlowNode(nomor, nomor, (lanes[nomor - 1],), _symbol(nomor, decision=decision), starts=nomor == 1))
        if not decision:
            edges.append(forward)
            continue
        target = random_.choice((nomor - 1, nomor - 1, max(1, nomor - 3), min(STEPS, nomor + 4)))
        edges += [FlowEdge(nomor, nomor + 1, "Ya"), FlowEdge(nomor, target, "Tidak")]
    titles = tuple(Lane(f"p{index}", f"Pelaksana {index}") for index in range(LANES))
    return FlowGraph(titles, tuple(nodes), tuple(edges))


def _symbol(nomor: int, *, decision: bool) -> Symbol:
    if decision:
        return Symbol.DECISION
    return Symbol.TERMINATOR if nomor in (1, STEPS) else Symbol.PROCESS


def main() -> None:
    """Print the mean and the slowest of routing alone and of both together, and the size of the HTML."""
    random_ = random.Random(35_2012)  # noqa: S311  the same flows each time
    graphs = [make_graph(random_) for _ in range(FLOWS)]
    render_flowchart(graphs[0])
    others = [make_graph(random_) for _ in range(FLOWS)]  # drawings are kept by shape: twice the same costs no routing
    routing, both, sizes = [], [], []
    gc.disable()  # as in a build
    for graph, other in zip(graphs, others, strict=True):
        start = time.process_time_ns()
        build_grid(graph)
        middle = time.process_time_ns()
        flowchart = render_flowchart(other)
        both.append((time.process_time_ns() - middle) / 1e6)
        routing.append((middle - start) / 1e6)
        sizes.append(sum(len(cell.html) for row in flowchart.rows for cell in row.cells))
    mean = statistics.mean(both)
    print(f"{FLOWS} alur, {STEPS} langkah x {LANES} pelaksana, waktu prosesor per alur:")
    print(f"  jalur saja     rata-rata {statistics.mean(routing):.2f} ms, terlama {max(routing):.2f} ms")
    print(f"  jalur + HTML   rata-rata {mean:.2f} ms, terlama {max(both):.2f} ms (batas {LIMIT_MS:.0f} ms)")
    print(f"  HTML sel       rata-rata {statistics.mean(sizes) / 1000:.1f} kB, terbesar {max(sizes) / 1000:.1f} kB")
    raise SystemExit(mean > LIMIT_MS)


if __name__ == "__main__":
    main()
