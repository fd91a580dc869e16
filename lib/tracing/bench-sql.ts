/**
 * Domain §3 and §4 as one would write them for PostgreSQL: window functions over rows, numeric where a product leaves
 * 64 bits. What the benchmark measures against; it must give the same segments.
 * Inputs: bench_reading(side, owner, t, wh), bench_contract(k, plant, unit, kwh, kept1, kept2), kept = 10⁶ − lossPpm.
 */

const SENT = (wh: string) =>
  `div(div(${wh}::numeric * 1000000 + kept2 - 1, kept2) * 1000000 + kept1 - 1, kept1)`;

export const INPUT_TABLES = [
  "create temp table bench_reading (side text, owner int, t int, wh bigint)",
  "create temp table bench_contract (k int, plant int, unit int, kwh bigint, kept1 int, kept2 int)",
];

export const OUTPUT_TABLES = ["bench_line", "bench_share", "bench_arriving", "bench_segment"];

const SETTLE = `
create temp table bench_line as
with total as (
  select side, owner, sum(wh)::bigint as wh from bench_reading group by side, owner
), contract as (
  select *, kwh * 1000 as landed_c, ${SENT("(kwh * 1000)")} as sent_c from bench_contract
), whole as (
  select *, sum(sent_c) over (partition by plant) as c_wh, sum(landed_c) over (partition by unit) as d_wh from contract
), bound as (
  select w.*,
    case when c_wh > g.wh then div(sent_c * g.wh, c_wh) else sent_c end as quota,
    case when d_wh > u.wh then div(landed_c::numeric * u.wh, d_wh) else landed_c end as allowance
  from whole w
  join total g on g.side = 'p' and g.owner = w.plant
  join total u on u.side = 'u' and u.owner = w.unit
), settled as (
  select *, 1000 * least(kwh, div(allowance, 1000),
    div(div(div(quota * kept1, 1000000) * kept2, 1000000), 1000)) as landed
  from bound
)
select k, plant, unit, landed::bigint as landed, ${SENT("landed")}::bigint as sent from settled`;

/** Shares of all lines on one side: \`p\` shares what plants sold, \`u\` what units had matched. */
function shareOut(side: "p" | "u", owner: string, amount: string): string {
  return `
insert into bench_share
with recursive place as (
  select ${owner} as owner, k, ${amount} as wh,
    row_number() over (partition by ${owner} order by k) - 1 as pos,
    count(*) over (partition by ${owner}) as n
  from bench_line
), before as (
  select owner, pos, sum(wh) over (partition by owner order by pos) - wh as wh from place
  union all
  select owner, max(n), sum(wh) from place group by owner
), amount as (
  select owner, max(n) as n, sum(wh) as wh from place group by owner
), sold as (
  select r.owner, r.t, a.n, a.wh as total,
    div(a.wh * sum(r.wh) over w, sum(r.wh) over o)::bigint as floor
  from bench_reading r join amount a using (owner)
  where r.side = '${side}'
  window w as (partition by r.owner order by r.t), o as (partition by r.owner)
), node as (
  select owner, 0::bigint as lo, n as hi, total, t,
    floor - coalesce(lag(floor) over (partition by owner order by t), 0) as wh
  from sold
  union all
  select h.owner, c.lo, c.hi, c.total, h.t, c.wh
  from (
    select f.*, floor - coalesce(lag(floor) over (partition by owner, lo order by t), 0) as share
    from (
    select n.*, b.wh - a.wh as part,
      case when total = 0 then 0 else div((b.wh - a.wh) * p, total)::bigint end as floor
    from (
      select node.*, lo + (hi - lo + 1) / 2 as mid, sum(wh) over (partition by owner, lo order by t) as p
      from node where hi - lo > 1
    ) n
    join before a on a.owner = n.owner and a.pos = n.lo
    join before b on b.owner = n.owner and b.pos = n.mid
    ) f
  ) h
  cross join lateral (values (lo, mid, part, share), (mid, hi, total - part, wh - share)) c (lo, hi, total, wh)
)
select '${side}', l.k, n.t, n.wh::bigint
from node n join place l on l.owner = n.owner and l.pos = n.lo
where n.hi - n.lo = 1`;
}

const ARRIVING = `
create temp table bench_arriving as
with share as (
  select l.k, l.plant, l.sent, l.landed, x.t, x.wh as x, y.wh as y,
    (sum(x.wh) over (partition by l.plant, x.t order by l.k))::bigint - x.wh as start,
    (sum(x.wh) over (partition by l.k order by x.t))::bigint as x_end
  from bench_line l
  join bench_share x on x.side = 'p' and x.k = l.k
  join bench_share y on y.side = 'u' and y.k = l.k and y.t = x.t
), floored as (
  select *, div(landed::numeric * x_end, sent)::bigint as floor from share where sent > 0
), arrived as (
  select *, floor - coalesce(lag(floor) over (partition by k order by t), 0) as a from floored
)
select k, t, x, x_end - x as x_start, start, a, y, least(a, y) as same,
  (sum(a) over w)::bigint - a as a_start,
  (sum(a - least(a, y)) over w)::bigint as supply_end,
  (sum(y - least(a, y)) over w)::bigint as demand_end
from arrived window w as (partition by k order by t)`;

const SEGMENTS = `
create temp table bench_segment as
with border as (
  select k, e, min(t) as t, min(u) as u from (
    select k, supply_end as e, t, null::int as u from bench_arriving where a > same
    union all
    select k, demand_end, null, t from bench_arriving where y > same
  ) b group by k, e
), shifted as (
  select k, min(t) over back as t, min(u) over back as u,
    e - coalesce(lag(e) over (partition by k order by e), 0) as wh
  from border window back as (partition by k order by e desc)
), piece as (
  select * from shifted
  union all
  select k, t, t, same from bench_arriving where same > 0 or (x > 0 and a = 0)
), laid as (
  select *, (sum(wh) over (partition by k order by t, u))::bigint as landed_end from piece
), sent as (
  select p.k, p.t, p.u, p.landed_end, a.start - a.x_start as base,
    a.x_start + case when a.a = 0 then a.x
      else (p.landed_end - a.a_start) * a.x / a.a end as sent_end
  from laid p join bench_arriving a on a.k = p.k and a.t = p.t
)
select k, t, u, landed_end, sent_end,
  base + coalesce(lag(sent_end) over (partition by k order by t, u), 0) as offset_wh
from sent`;

/** In this order; each leaves a temporary table. */
export const STEPS = [
  SETTLE,
  "create temp table bench_share (side text, k int, t int, wh bigint)",
  shareOut("p", "plant", "sent"),
  shareOut("u", "unit", "landed"),
  "analyze bench_share",
  ARRIVING,
  "analyze bench_arriving",
  SEGMENTS,
];
