/** One agreement of the demonstration market: the same pair every month, a contract number a month. */
export interface Trade {
  readonly plant: string;
  readonly unit: string;
  /** MWh in the first month. */
  readonly mwh: number;
  readonly channels?: string;
  readonly via?: string;
  readonly mode?: "bilateral" | "listing" | "rolling" | "auction";
  readonly term?: "multi-year" | "yearly" | "monthly" | "within-month";
}

/** Chosen so that each of the three binds somewhere, in one province and across one channel and two. */
export const trades: readonly Trade[] = [
  { plant: "longyangxia", unit: "xinghe-zz", mwh: 160, channels: "qingyu" },
  { plant: "golmud", unit: "xinghe-zz", mwh: 130, channels: "qingyu" },
  { plant: "kushui", unit: "xinghe-zz", mwh: 210, channels: "tianzhong", mode: "listing", term: "monthly" },
  { plant: "longyangxia", unit: "lanqiao-ly", mwh: 20000, channels: "qingyu", term: "multi-year" },
  { plant: "golmud", unit: "lanqiao-ly", mwh: 15000, channels: "qingyu" },
  { plant: "kushui", unit: "lanqiao-ly", mwh: 12000, channels: "tianzhong" },
  { plant: "longyangxia", unit: "gaoyuan-xn", mwh: 6500 },
  { plant: "delingha", unit: "gaoyuan-xn", mwh: 2600 },
  { plant: "xitieshan", unit: "gaoyuan-xn", mwh: 3000, mode: "auction", term: "monthly" },
  { plant: "delingha", unit: "lanqiao-ly", mwh: 900, channels: "qingyu", mode: "listing" },
  { plant: "tengger", unit: "nanxi-sx", mwh: 1500, channels: "lingshao" },
  { plant: "yanchi", unit: "nanxi-sx", mwh: 900, channels: "lingshao", mode: "rolling", term: "monthly" },
  { plant: "hongsibao", unit: "nanxi-sx", mwh: 700, channels: "lingshao" },
  { plant: "dunhuang", unit: "hengyue-cs", mwh: 2000, channels: "qishao" },
  { plant: "jinchuan", unit: "hengyue-cs", mwh: 1200, channels: "qishao" },
  { plant: "dunhuang-csp", unit: "hengyue-cs", mwh: 800, channels: "qishao", mode: "listing" },
  { plant: "guazhou", unit: "hengyue-cs", mwh: 6000, channels: "qishao", term: "multi-year" },
  { plant: "kushui", unit: "beichuan-cq", mwh: 9000, channels: "kunyu" },
  { plant: "hami", unit: "beichuan-cq", mwh: 1200, channels: "kunyu" },
  { plant: "hami", unit: "tianshan-wlmq", mwh: 1800 },
  { plant: "dabancheng", unit: "tianshan-wlmq", mwh: 26000, term: "multi-year" },
  { plant: "dabancheng", unit: "huaizhong-bb", mwh: 5000, channels: "jiquan" },
  { plant: "huitengliang", unit: "qiming-sz", mwh: 4200, channels: "xitai", via: "lvya" },
  { plant: "siziwang", unit: "qiming-sz", mwh: 1500, channels: "xitai", mode: "auction", term: "monthly" },
  { plant: "huitengliang", unit: "xinghe-wx", mwh: 600, channels: "xitai" },
  { plant: "rudong", unit: "xinghe-wx", mwh: 300, via: "lvya", mode: "rolling", term: "within-month" },
  { plant: "rudong", unit: "qiming-sz", mwh: 2500 },
  { plant: "xiangshui", unit: "qiming-sz", mwh: 3000, via: "lvya" },
  { plant: "kela", unit: "qiming-sz", mwh: 1800, channels: "jiansu" },
  { plant: "beiqinghe", unit: "changfeng-qd", mwh: 2400, channels: "zhaqing" },
  { plant: "beiqinghe", unit: "caoyuan-bt", mwh: 7000 },
  { plant: "siziwang", unit: "caoyuan-bt", mwh: 4000 },
  { plant: "zhangbei", unit: "yunfan-zb", mwh: 14000, term: "multi-year" },
  { plant: "tongyu", unit: "songnen-jl", mwh: 3000 },
  { plant: "donghai", unit: "muxia-sh", mwh: 1200, mode: "listing", term: "monthly" },
  { plant: "shapa", unit: "zhuan-sz", mwh: 42000, term: "multi-year" },
  { plant: "kela", unit: "jianghan-wh", mwh: 3600, channels: "debao>shanwu" },
];

/** Share of a plant's on-grid energy that the mechanism settles elsewhere. */
export const mechanismShares: Readonly<Record<string, number>> = {
  longyangxia: 0.38,
  delingha: 0.3,
  xitieshan: 0.7,
  hongsibao: 0.92,
  jinchuan: 0.55,
  kushui: 0.25,
  shapa: 0.8,
};
