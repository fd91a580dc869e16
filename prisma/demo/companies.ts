import type { Shift } from "./weather";

/** Plainly fictional companies; every name says 演示. */
export interface Company {
  readonly id: string;
  readonly name: string;
  readonly province: string;
  /** Positions 3–8 of its credit code. */
  readonly division: string;
  readonly sm2?: boolean;
}

export interface Unit {
  readonly id: string;
  readonly owner: string;
  readonly name: string;
  readonly province: string;
  readonly peakKw: number;
  readonly shift: Shift;
  readonly level: "minimal" | "standard" | "full";
}

export const generators: readonly Company[] = [
  { id: "gen-qinghai", name: "三江源新能源发电（演示）", province: "63", division: "630000", sm2: true },
  { id: "gen-ningxia", name: "贺兰光热风发电（演示）", province: "64", division: "640000" },
  { id: "gen-gansu", name: "阳关清洁能源（演示）", province: "62", division: "620000" },
  { id: "gen-xinjiang", name: "北庭风光发电（演示）", province: "65", division: "650000", sm2: true },
  { id: "gen-neimeng", name: "敕勒川新能源（演示）", province: "15", division: "150000" },
  { id: "gen-coast", name: "东海潮风电（演示）", province: "32", division: "320000" },
  { id: "gen-north", name: "坝上风电（演示）", province: "13", division: "130000" },
  { id: "gen-south", name: "南岭海上风电（演示）", province: "44", division: "440000" },
  { id: "gen-sichuan", name: "雅砻光伏（演示）", province: "51", division: "510000" },
];

export const retailers: readonly Company[] = [
  { id: "lvya", name: "绿芽售电（演示）", province: "32", division: "320100", sm2: true },
];

export const consumers: readonly Company[] = [
  { id: "xinghe", name: "星禾精密制造（演示）", province: "41", division: "410100", sm2: true },
  { id: "lanqiao", name: "蓝桥铝业（演示）", province: "41", division: "410300" },
  { id: "yunfan", name: "云帆数据中心（演示）", province: "13", division: "130700" },
  { id: "muxia", name: "木夏食品（演示）", province: "31", division: "310000" },
  { id: "qiming", name: "启明微电子（演示）", province: "32", division: "320500", sm2: true },
  { id: "hengyue", name: "恒岳水泥（演示）", province: "43", division: "430100" },
  { id: "changfeng", name: "长风物流（演示）", province: "37", division: "370200" },
  { id: "nanxi", name: "南溪纺织（演示）", province: "33", division: "330600" },
  { id: "beichuan", name: "北碚化工（演示）", province: "50", division: "500000" },
  { id: "tianshan", name: "天山硅材（演示）", province: "65", division: "650100" },
  { id: "gaoyuan", name: "高原锂业（演示）", province: "63", division: "630100" },
  { id: "zhuan", name: "珠岸电池（演示）", province: "44", division: "440300" },
  { id: "huaizhong", name: "淮中玻璃（演示）", province: "34", division: "340300" },
  { id: "jianghan", name: "江汉汽车（演示）", province: "42", division: "420100" },
  { id: "songnen", name: "松嫩制药（演示）", province: "22", division: "220200" },
  { id: "caoyuan", name: "草原稀土（演示）", province: "15", division: "150200" },
];

export const units: readonly Unit[] = [
  {
    id: "xinghe-zz",
    owner: "xinghe",
    name: "郑州工厂",
    province: "41",
    peakKw: 1650,
    shift: "two-shift",
    level: "full",
  },
  {
    id: "xinghe-wx",
    owner: "xinghe",
    name: "无锡工厂",
    province: "32",
    peakKw: 1900,
    shift: "two-shift",
    level: "full",
  },
  {
    id: "lanqiao-ly",
    owner: "lanqiao",
    name: "洛阳电解车间",
    province: "41",
    peakKw: 68000,
    shift: "continuous",
    level: "full",
  },
  {
    id: "yunfan-zb",
    owner: "yunfan",
    name: "张北机房",
    province: "13",
    peakKw: 30000,
    shift: "data-centre",
    level: "full",
  },
  {
    id: "muxia-sh",
    owner: "muxia",
    name: "青浦工厂",
    province: "31",
    peakKw: 2100,
    shift: "office",
    level: "full",
  },
  {
    id: "qiming-sz",
    owner: "qiming",
    name: "苏州晶圆厂",
    province: "32",
    peakKw: 21000,
    shift: "continuous",
    level: "full",
  },
  {
    id: "hengyue-cs",
    owner: "hengyue",
    name: "长沙水泥厂",
    province: "43",
    peakKw: 13500,
    shift: "continuous",
    level: "standard",
  },
  {
    id: "changfeng-qd",
    owner: "changfeng",
    name: "青岛冷链仓",
    province: "37",
    peakKw: 5200,
    shift: "two-shift",
    level: "full",
  },
  {
    id: "nanxi-sx",
    owner: "nanxi",
    name: "绍兴印染厂",
    province: "33",
    peakKw: 7800,
    shift: "two-shift",
    level: "full",
  },
  {
    id: "beichuan-cq",
    owner: "beichuan",
    name: "长寿化工园",
    province: "50",
    peakKw: 16000,
    shift: "continuous",
    level: "full",
  },
  {
    id: "tianshan-wlmq",
    owner: "tianshan",
    name: "准东硅料厂",
    province: "65",
    peakKw: 52000,
    shift: "continuous",
    level: "standard",
  },
  {
    id: "gaoyuan-xn",
    owner: "gaoyuan",
    name: "南川锂盐厂",
    province: "63",
    peakKw: 22000,
    shift: "continuous",
    level: "full",
  },
  {
    id: "zhuan-sz",
    owner: "zhuan",
    name: "坪山电芯厂",
    province: "44",
    peakKw: 88000,
    shift: "two-shift",
    level: "standard",
  },
  {
    id: "huaizhong-bb",
    owner: "huaizhong",
    name: "蚌埠窑炉",
    province: "34",
    peakKw: 9000,
    shift: "continuous",
    level: "full",
  },
  {
    id: "jianghan-wh",
    owner: "jianghan",
    name: "武汉总装厂",
    province: "42",
    peakKw: 11000,
    shift: "two-shift",
    level: "full",
  },
  {
    id: "songnen-jl",
    owner: "songnen",
    name: "吉林制剂厂",
    province: "22",
    peakKw: 4800,
    shift: "two-shift",
    level: "minimal",
  },
  {
    id: "caoyuan-bt",
    owner: "caoyuan",
    name: "包头冶炼厂",
    province: "15",
    peakKw: 19000,
    shift: "continuous",
    level: "full",
  },
];

/** Whose plants are whose: the owners are invented, the plants are not. */
export const owners: Readonly<Record<string, string>> = {
  "63": "gen-qinghai",
  "64": "gen-ningxia",
  "62": "gen-gansu",
  "65": "gen-xinjiang",
  "15": "gen-neimeng",
  "32": "gen-coast",
  "31": "gen-coast",
  "13": "gen-north",
  "22": "gen-north",
  "44": "gen-south",
  "51": "gen-sichuan",
};
