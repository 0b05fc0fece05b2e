/*
 * The yardstick: the two kernels in C, by the same algorithms, for `cc -O3 -march=native`. With AVX-512 eight numbers at a time, written out
 * by hand; elsewhere one at a time, as the compiler will have it. Reads questions from stdin, one a line, and answers with nanoseconds and
 * a figure that shows that the work was done:
 *
 *   load FILE              a market: see readMarket
 *   spot ROUNDS DRAWS      nanoseconds of the processor, total surplus, of so many rounds; DRAWS 0: of a batch of types drawn before the clock starts
 *   check FILE             0, the surplus at these types
 *   lattice FILE           nanoseconds, sum of the answers
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#if defined(__AVX512F__) && defined(__AVX512DQ__) && defined(__AVX512VL__)
#include <immintrin.h>
#define LANES 8
typedef __m512d V;
typedef __mmask8 M;
static inline V splat(double x) { return _mm512_set1_pd(x); }
static inline V load(const double *p) { return _mm512_loadu_pd(p); }
static inline void store(double *p, V x) { _mm512_storeu_pd(p, x); }
static inline V add(V a, V b) { return _mm512_add_pd(a, b); }
static inline V sub(V a, V b) { return _mm512_sub_pd(a, b); }
static inline V mul(V a, V b) { return _mm512_mul_pd(a, b); }
static inline V fma_(V a, V b, V c) { return _mm512_fmadd_pd(a, b, c); }
static inline V least(V a, V b) { return _mm512_min_pd(a, b); }
static inline V most(V a, V b) { return _mm512_max_pd(a, b); }
static inline M gt(V a, V b) { return _mm512_cmp_pd_mask(a, b, _CMP_GT_OQ); }
static inline M ge(V a, V b) { return _mm512_cmp_pd_mask(a, b, _CMP_GE_OQ); }
static inline V choose(M m, V yes, V no) { return _mm512_mask_blend_pd(m, no, yes); }
static inline V only(M m, V x) { return _mm512_maskz_mov_pd(m, x); }
static inline double total(V x) { return _mm512_reduce_add_pd(x); }
static inline int bits(M m) { return m; }
#else
#define LANES 1
typedef double V;
typedef int M;
static inline V splat(double x) { return x; }
static inline V load(const double *p) { return *p; }
static inline void store(double *p, V x) { *p = x; }
static inline V add(V a, V b) { return a + b; }
static inline V sub(V a, V b) { return a - b; }
static inline V mul(V a, V b) { return a * b; }
static inline V fma_(V a, V b, V c) { return a * b + c; }
static inline V least(V a, V b) { return a < b ? a : b; }
static inline V most(V a, V b) { return a > b ? a : b; }
static inline M gt(V a, V b) { return a > b; }
static inline M ge(V a, V b) { return a >= b; }
static inline V choose(M m, V yes, V no) { return m ? yes : no; }
static inline V only(M m, V x) { return m ? x : 0; }
static inline double total(V x) { return x; }
static inline int bits(M m) { return m; }
#endif

enum { RANKED = 32 };

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return 1e9 * t.tv_sec + t.tv_nsec;
}
static void *room(size_t bytes) {
  void *p = aligned_alloc(64, (bytes + 191) & ~(size_t)63);
  memset(p, 0, (bytes + 191) & ~(size_t)63);
  return p;
}

/* ---- harness ---- a market */

typedef struct {
  int n, padded;
  double supply, widest, spread, bandLow, bandHigh, lowestWorst, highestWorst;
  double *k, *worst, *servedBase, *unservedBase, *payments, *allocations;
  double *types, *rows; /* of this round; of a batch */
  int batch;
  uint64_t *states; /* word by word, LANES agents side by side */
  /* window: types, demands and agents, twice, then in order */
  double *t[3], *d[3];
  int *a[3];
  double *beyond, *before;
} Market;

/* ---- harness: n, supply, band, then k, r, t^ and four words of state for each agent; all doubles but the words. */
static Market readMarket(const char *path) {
  Market m;
  memset(&m, 0, sizeof m);
  FILE *f = fopen(path, "rb");
  double head[4];
  if (!f || fread(head, 8, 4, f) != 4) exit(2);
  const int n = m.n = (int)head[0];
  m.supply = head[1], m.bandLow = head[2], m.bandHigh = head[3];
  m.padded = (n + 7) & ~7;
  double **columns[] = {&m.k, &m.worst, &m.servedBase, &m.unservedBase, &m.payments, &m.allocations};
  for (int c = 0; c < 6; c++) *columns[c] = room(8 * m.padded);
  m.batch = n > 4096 ? 4 : n < 256 ? 64 : 16384 / n;
  m.types = m.rows = room(8 * (size_t)m.padded * m.batch);
  for (int c = 0; c < 3; c++) {
    m.t[c] = room(8 * (m.padded + 16));
    m.d[c] = room(8 * (m.padded + 16));
    m.a[c] = room(4 * (m.padded + 16));
  }
  m.beyond = room(24 * (m.padded + 8));
  m.before = room(24 * (m.padded + 8));
  m.states = room(32 * m.padded);
  double *holdings = room(8 * m.padded);
  uint64_t *words = room(32 * m.padded);
  const size_t each = n;
  if (fread(m.k, 8, each, f) != each || fread(holdings, 8, each, f) != each || fread(m.worst, 8, each, f) != each) exit(2);
  if (fread(words, 32, each, f) != each) exit(2);
  fclose(f);
  m.lowestWorst = INFINITY, m.highestWorst = -INFINITY;
  double squares = 0;
  for (int i = 0; i < n; i++) {
    const double r = fmin(holdings[i], m.k[i]);
    m.servedBase[i] = (m.k[i] - r) * m.worst[i];
    m.unservedBase[i] = -r * m.worst[i];
    m.widest = fmax(m.widest, m.k[i]);
    m.lowestWorst = fmin(m.lowestWorst, m.worst[i]);
    m.highestWorst = fmax(m.highestWorst, m.worst[i]);
    squares += m.k[i] * m.k[i];
    for (int w = 0; w < 4; w++) m.states[(i / LANES) * 4 * LANES + w * LANES + i % LANES] = words[4 * i + w];
  }
  m.spread = 1.25 * sqrt(squares / n);
  return m;
}

/* ---- spot rounds ---- the types of a batch by xoshiro256+, every agent its own stream. */
static void draw(Market *m) {
#if LANES == 8
  for (int i = 0; i < m->padded; i += 8) {
    __m512i *s = (__m512i *)(m->states + 4 * i);
    __m512i s0 = s[0], s1 = s[1], s2 = s[2], s3 = s[3];
    for (int r = 0; r < m->batch; r++) {
      const __m512i word = _mm512_srli_epi64(_mm512_add_epi64(s0, s3), 11), t = _mm512_slli_epi64(s1, 17);
      s2 ^= s0, s3 ^= s1, s1 ^= s2, s0 ^= s3, s2 ^= t, s3 = _mm512_rol_epi64(s3, 45);
      const V u = _mm512_mul_pd(_mm512_cvtepu64_pd(word), _mm512_set1_pd(0x1p-53));
      _mm512_store_pd(m->rows + (size_t)r * m->padded + i, u);
    }
    s[0] = s0, s[1] = s1, s[2] = s2, s[3] = s3;
  }
#else
  for (int i = 0; i < m->n; i++) {
    uint64_t *s = m->states + 4 * i;
    for (int r = 0; r < m->batch; r++) {
      const uint64_t t = s[1] << 17;
      m->rows[(size_t)r * m->padded + i] = (double)((s[0] + s[3]) >> 11) * 0x1p-53;
      s[2] ^= s[0], s[3] ^= s[1], s[1] ^= s[2], s[0] ^= s[3], s[2] ^= t;
      s[3] = s[3] << 45 | s[3] >> 19;
    }
  }
#endif
}

static int byType(const void *a, const void *b) {
  const double *x = a, *y = b;
  return x[0] != y[0] ? (x[0] < y[0]) - (x[0] > y[0]) : (x[2] > y[2]) - (x[2] < y[2]);
}

/* Window `w` in order, into window 2. */
static void putInOrder(Market *m, int w, int count) {
  double *t = m->t[w], *d = m->d[w], *ot = m->t[2], *od = m->d[2];
  int *a = m->a[w], *oa = m->a[2];
  if (count > RANKED) {
    double *rows = malloc(24 * count);
    for (int j = 0; j < count; j++) rows[3 * j] = t[j], rows[3 * j + 1] = d[j], rows[3 * j + 2] = a[j];
    qsort(rows, count, 24, byType);
    for (int j = 0; j < count; j++) ot[j] = rows[3 * j], od[j] = rows[3 * j + 1], oa[j] = (int)rows[3 * j + 2];
    free(rows);
    return;
  }
  for (int j = count; j < count + LANES; j++) t[j] = -INFINITY;
  for (int i = 0; i < count; i++) {
    int rank = 0;
    const V own = splat(t[i]);
    for (int j = 0; j < count; j += LANES) {
      const int greater = bits(gt(load(t + j), own)), equal = bits(ge(load(t + j), own));
      const int earlier = i - j <= 0 ? 0 : i - j >= LANES ? (1 << LANES) - 1 : (1 << (i - j)) - 1;
      rank += __builtin_popcount(greater | (equal & earlier));
    }
    ot[rank] = t[i], od[rank] = d[i], oa[rank] = a[i];
  }
}

/* Of `count` agents (all of the market's if `from` is null) those with types in (low, high], into window `into`. */
typedef struct {
  double above, inside;
  int count;
} Band;
static Band select_(Market *m, int from, int count, double low, double high, int into) {
  const double *t = from < 0 ? m->types : m->t[from], *d = from < 0 ? m->k : m->d[from];
  double *ot = m->t[into], *od = m->d[into];
  int *oa = m->a[into], put = 0;
  const V top = splat(high), bottom = splat(low);
  V above = splat(0), inside = splat(0);
#if LANES == 8
  const __m256i steps = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  for (int i = 0; i < count; i += 8) {
    const M valid = count - i >= 8 ? 255 : (1 << (count - i)) - 1;
    const V x = load(t + i), k = load(d + i);
    const M higher = gt(x, top) & valid, in = gt(x, bottom) & valid & ~higher;
    above = _mm512_mask_add_pd(above, higher, above, k);
    inside = _mm512_mask_add_pd(inside, in, inside, k);
    _mm512_storeu_pd(ot + put, _mm512_maskz_compress_pd(in, x));
    _mm512_storeu_pd(od + put, _mm512_maskz_compress_pd(in, k));
    const __m256i agents =
        from < 0 ? _mm256_add_epi32(_mm256_set1_epi32(i), steps) : _mm256_loadu_si256((const __m256i *)(m->a[from] + i));
    _mm256_storeu_si256((__m256i *)(oa + put), _mm256_maskz_compress_epi32(in, agents));
    put += __builtin_popcount(in);
  }
#else
  for (int i = 0; i < count; i++) {
    const int higher = t[i] > high, in = !higher && t[i] > low;
    above += higher ? d[i] : 0;
    inside += in ? d[i] : 0;
    ot[put] = t[i], od[put] = d[i], oa[put] = from < 0 ? i : m->a[from][i];
    put += in;
  }
#endif
  return (Band){total(above), total(inside), put};
}

/* Stretches of the curve: where each ends, and its type. */
static double along(const double *from, const double *end, double own, double length, double type, double sign) {
  double sum = 0, reached = 0;
  for (; from < end; from += 2) {
    const double until = fmin(length, from[0] - own);
    sum += (until - reached) * fmax(0, sign * (from[1] - type));
    reached = until;
  }
  return sum;
}

/* One round; its surplus. */
static double clear(Market *m) {
  const double S = m->supply, widest = m->widest;
  double high = m->bandHigh, low = m->bandLow;
  Band band = {0, 0, 0};
  int w = 0;
  if (m->n <= RANKED) band = select_(m, -1, m->n, -1, 1, 0);
  else
    for (;;) {
      band = select_(m, -1, m->n, low, high, 0);
      if ((band.above <= S - widest && band.above + band.inside >= S + widest) || (high >= 1 && low <= -1)) break;
      const double wider = high - low;
      high = fmin(1, high + wider), low = fmax(-1, low - wider);
    }
  for (double reach = 1; band.count > RANKED;) {
    const double slope = (high - low) / band.inside, centre = high - slope * (S - band.above);
    const double half = reach * slope * (widest + m->spread * sqrt(band.count));
    const double newHigh = fmin(centre + half, high), newLow = fmax(centre - half, low);
    if (newHigh == high && newLow == low) break;
    Band next = select_(m, w, band.count, newLow, newHigh, 1 - w);
    next.above += band.above;
    if (next.above <= S - widest && next.above + next.inside >= S + widest)
      band = next, high = newHigh, low = newLow, w = 1 - w;
    else reach *= 2;
  }
  putInOrder(m, w, band.count);

  const double *ot = m->t[2], *od = m->d[2];
  double start = band.above;
  int at = 0;
  while (at < band.count && start + od[at] < S) start += od[at++];
  if (at == band.count) exit(3); /* the yardstick is for scarce markets */
  const double price = ot[at], served = fmin(S - start, od[at]), wanting = od[at] - served;
  double *beyondEnd = m->beyond, *beforeEnd = m->before, from = wanting;
  if (wanting > 0 && price > m->lowestWorst) beyondEnd[0] = wanting, beyondEnd[1] = price, beyondEnd += 2;
  double *beyondFirst = beyondEnd;
  for (int j = at + 1; j < band.count && from < widest && ot[j] > m->lowestWorst; j++)
    from += od[j], beyondEnd[0] = from, beyondEnd[1] = ot[j], beyondEnd += 2;
  if (price < m->highestWorst) beforeEnd[0] = served, beforeEnd[1] = price, beforeEnd += 2;
  double *beforeFirst = beforeEnd;
  from = served;
  for (int j = at - 1; j >= 0 && from < widest && ot[j] < m->highestWorst; j--)
    from += od[j], beforeEnd[0] = from, beforeEnd[1] = ot[j], beforeEnd += 2;

  const V limit = splat(price), zero = splat(0);
  V surplus = zero;
  for (int i = 0; i < m->padded; i += LANES) {
    const V t = load(m->types + i), k = load(m->k + i), h = load(m->worst + i);
    const M is = gt(t, limit);
    V over = zero, under = zero, reached = zero;
    for (const double *e = m->beyond; e < beyondEnd; e += 2) {
      const V until = least(splat(e[0]), k);
      over = fma_(sub(until, reached), most(zero, sub(splat(e[1]), h)), over);
      reached = until;
    }
    reached = zero;
    for (const double *e = m->before; e < beforeEnd; e += 2) {
      const V until = least(splat(e[0]), k);
      under = fma_(sub(until, reached), most(zero, sub(h, splat(e[1]))), under);
      reached = until;
    }
    const V payment = add(choose(is, load(m->servedBase + i), load(m->unservedBase + i)), choose(is, over, under));
    store(m->payments + i, payment);
    store(m->allocations + i, only(is, k));
    surplus = add(surplus, payment);
  }
  double sum = total(surplus);
  /* Equal types before the marginal agent are served; its own stretches do not count for it. Both one by one. */
  for (int j = at; j >= 0 && ot[j] == price; j--) {
    const int i = m->a[2][j];
    const double h = m->worst[i];
    sum -= m->payments[i];
    m->payments[i] =
        j == at ? m->unservedBase[i] + served * h + along(beyondFirst, beyondEnd, wanting, served, h, 1) +
                      along(beforeFirst, beforeEnd, served, wanting, h, -1)
                : m->servedBase[i] + along(m->beyond, beyondEnd, 0, m->k[i], h, 1);
    m->allocations[i] = j == at ? served : m->k[i];
    sum += m->payments[i];
  }
  return sum;
}

/* ---- harness ---- */
static void spot(Market *m, int rounds, int draws) {
  double sum = 0;
  if (!draws) draw(m);
  const double from = now();
  for (int r = 0; r < rounds; r++) {
    if (draws && r % m->batch == 0) draw(m);
    m->types = m->rows + (size_t)(r % m->batch) * m->padded;
    sum += clear(m);
  }
  printf("%.0f %.17g\n", now() - from, sum);
}

/* The surplus at the types in a file. */
static void check(Market *m, const char *path) {
  FILE *f = fopen(path, "rb");
  if (!f || fread(m->types, 8, m->n, f) != (size_t)m->n) exit(2);
  fclose(f);
  printf("0 %.17g\n", clear(m));
}

/* ---- interim allocations on a lattice: eight questions a vector ---- */

#define WIDE 8
typedef double W __attribute__((vector_size(64)));

static void spread(const W *from, W *to, int c, int step, W p) {
  const W stays = 1 - p;
  int x = c - 1;
  for (; x >= step; x--) to[x] = stays * from[x] + p * from[x - step];
  for (; x >= 0; x--) to[x] = stays * from[x];
}

static W takeOut(const W *law, W *value, int c, int step, W p) {
  const W stays = 1 - p;
  W sum = {0}, sum1 = {0};
  int r = c;
  for (; r > step + 1; r -= 2) {
    const W a = value[r], b = value[r - step], a1 = value[r - 1], b1 = value[r - 1 - step];
    sum += law[c - r] * (a - b);
    sum1 += law[c - r + 1] * (a1 - b1);
    value[r] = stays * a + p * b;
    value[r - 1] = stays * a1 + p * b1;
  }
  for (; r > step; r--) {
    sum += law[c - r] * (value[r] - value[r - step]);
    value[r] = stays * value[r] + p * value[r - step];
  }
  for (; r > 0; r--) {
    sum += law[c - r] * value[r];
    value[r] = stays * value[r];
  }
  return sum + sum1;
}

/* ---- interim allocations on a lattice ---- n, c, questions as doubles, then n steps and questions x n probabilities. Questions: a multiple of 8. */
static void lattice(const char *path) {
  FILE *f = fopen(path, "rb");
  double head[3];
  if (!f || fread(head, 8, 3, f) != 3) exit(2);
  const int n = (int)head[0], c = (int)head[1], questions = (int)head[2], size = (int)ceil(sqrt(n));
  const int blocks = (n + size - 1) / size;
  double *steps = room(8 * n), *happens = room(8 * (size_t)n * questions);
  if (fread(steps, 8, n, f) != (size_t)n || fread(happens, 8, (size_t)n * questions, f) != (size_t)n * questions) exit(2);
  fclose(f);
  W *starts = room(sizeof(W) * blocks * c), *laws = room(sizeof(W) * (size + 1) * c), *value = room(sizeof(W) * (c + 1));
  W *p = room(sizeof(W) * n), *answers = room(sizeof(W) * n);
  double sum = 0;
  const double from = now();
  for (int t = 0; t < questions; t += WIDE) {
    for (int i = 0; i < n; i++)
      for (int l = 0; l < WIDE; l++) p[i][l] = happens[(size_t)(t + l) * n + i];
    memset(laws, 0, sizeof(W) * c);
    laws[0] = (W){0} + 1;
    for (int i = 0; i < n; i++) {
      if (i % size == 0) memcpy(starts + (i / size) * c, laws, sizeof(W) * c);
      spread(laws, laws, c, (int)steps[i], p[i]);
    }
    for (int r = 0; r <= c; r++) value[r] = (W){0} + r;
    for (int b = blocks - 1; b >= 0; b--) {
      const int first = b * size, behind = first + size < n ? first + size : n;
      memcpy(laws, starts + b * c, sizeof(W) * c);
      for (int i = first; i < behind - 1; i++)
        spread(laws + (i - first) * c, laws + (i - first + 1) * c, c, (int)steps[i], p[i]);
      for (int i = behind - 1; i >= first; i--)
        answers[i] = takeOut(laws + (i - first) * c, value, c, (int)steps[i], p[i]);
    }
    for (int i = 0; i < n; i++)
      for (int l = 0; l < WIDE; l++) sum += answers[i][l];
  }
  printf("%.0f %.17g\n", now() - from, sum);
  free(starts), free(laws), free(value), free(p), free(answers), free(steps), free(happens);
}

/* ---- harness ---- */
int main(void) {
  char line[1024], path[1000];
  int rounds, draws;
  Market market;
  while (fgets(line, sizeof line, stdin)) {
    if (sscanf(line, "load %999[^\n]", path) == 1) market = readMarket(path), printf("0 0\n");
    else if (sscanf(line, "spot %d %d", &rounds, &draws) == 2) spot(&market, rounds, draws);
    else if (sscanf(line, "check %999[^\n]", path) == 1) check(&market, path);
    else if (sscanf(line, "lattice %999[^\n]", path) == 1) lattice(path);
    else return 2;
    fflush(stdout);
  }
  return 0;
}
