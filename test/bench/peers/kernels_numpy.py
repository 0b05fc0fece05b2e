"""The two kernels as an economist writes them with numpy: one sort, everything else vectorised. Same questions as kernels.c."""
import sys
from time import process_time_ns

import numpy as np

market = None


def read_market(path):
    data = np.fromfile(path)
    n, supply = int(data[0]), data[1]
    k, r, worst = data[4 : 4 + 3 * n].reshape(3, n)
    words = np.fromfile(path, dtype=np.uint64)[4 + 3 * n :]
    return n, supply, k, np.minimum(r, k), worst, np.random.Generator(np.random.SFC64(int(words[0])))


# ---- spot rounds ----
def payments(types, k, r, worst, supply):
    """T_i = (Q_i - r_i) t^_i + what the demand curve has above t^_i beyond S, or below it before S; allocation."""
    order = np.argsort(-types, kind="stable")
    t, width = types[order], k[order]
    ends = np.cumsum(width)
    starts = ends - width
    q_sorted = np.clip(supply - starts, 0, width)
    q = np.empty_like(q_sorted)
    q[order] = q_sorted
    value = np.concatenate(([0], np.cumsum(t * width)))  # integral of the curve up to each end
    places = np.concatenate(([0], ends))
    up_to_supply = np.interp(supply, places, value)
    # Where the curve falls below each worst-off type.
    crossing = places[np.searchsorted(-t, -worst, side="left")]
    beyond = np.clip(crossing, supply, supply + q)
    before = np.clip(crossing, supply - (k - q), supply)
    over = np.interp(beyond, places, value) - up_to_supply - worst * (beyond - supply)
    under = worst * (supply - before) - (up_to_supply - np.interp(before, places, value))
    result = (q - r) * worst + np.where(q > 0, over, under)
    # The marginal agent's own stretch does not count for it.
    at = np.searchsorted(ends, supply)
    m = order[at]
    h, served, wanting = worst[m], q_sorted[at], width[at] - q_sorted[at]
    after = np.minimum(width[at + 1 :], np.clip(served - (starts[at + 1 :] - ends[at]), 0, None))
    ahead = np.minimum(width[:at], np.clip(wanting - (starts[at] - ends[:at]), 0, None))
    result[m] = (served - r[m]) * h + after @ np.maximum(0, t[at + 1 :] - h) + ahead @ np.maximum(0, h - t[:at])
    return result, q


# ---- harness ----
def spot(rounds, draws):
    n, supply, k, r, worst, generator = market
    batch = generator.random((max(4, min(64, 16384 // n)), n))
    total = 0.0
    begin = process_time_ns()
    for turn in range(rounds):
        types = generator.random(n) if draws else batch[turn % len(batch)]
        total += payments(types, k, r, worst, supply)[0].sum()
    return process_time_ns() - begin, total


def check(path):
    """The surplus at one profile of types, after the market in a file."""
    types = np.fromfile(path)
    _, supply, k, r, worst, _ = market
    return 0, payments(types, k, r, worst, supply)[0].sum()


# ---- interim allocations on a lattice ----
def lattice(path):
    """Laws in front of every agent, values behind it; all questions at once."""
    data = np.fromfile(path)
    n, c, questions = (int(x) for x in data[:3])
    steps = data[3 : 3 + n].astype(int)
    happens = data[3 + n :].reshape(questions, n)
    begin = process_time_ns()
    size = int(np.ceil(np.sqrt(n)))
    law = np.zeros((questions, c))
    law[:, 0] = 1
    starts = []
    for i in range(n):
        if i % size == 0:
            starts.append(law)
        law = moved(law, steps[i], happens[:, i])
    value = np.tile(np.arange(c + 1.0), (questions, 1))
    answers = np.empty((questions, n))
    for b in reversed(range(len(starts))):
        laws = [starts[b]]
        behind = min(n, (b + 1) * size)
        for i in range(b * size, behind - 1):
            laws.append(moved(laws[-1], steps[i], happens[:, i]))
        for i in reversed(range(b * size, behind)):
            later = np.zeros_like(value)
            later[:, steps[i] :] = value[:, : c + 1 - steps[i]]
            gain = (value - later)[:, :0:-1]
            answers[:, i] = np.einsum("tx,tx->t", laws[i - b * size], gain)
            p = happens[:, i, None]
            value = (1 - p) * value + p * later
    return process_time_ns() - begin, answers.sum()


def moved(law, step, p):
    result = (1 - p)[:, None] * law
    result[:, step:] += p[:, None] * law[:, : law.shape[1] - step]
    return result


# ---- harness ----
for line in sys.stdin:
    name, *rest = line.split()
    if name == "load":
        market = read_market(rest[0])
        answer = (0, 0)
    elif name == "spot":
        answer = spot(int(rest[0]), int(rest[1]))
    elif name == "check":
        answer = check(rest[0])
    else:
        answer = lattice(rest[0])
    print(*(repr(float(x)) for x in answer), flush=True)
