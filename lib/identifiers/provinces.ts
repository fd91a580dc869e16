/**
 * The 34 province-level divisions (GB/T 2260) and their cells in the schematic cartogram (示意图).
 * The cells are all of one size and show no boundary, area or distance: this is not a map.
 */

export interface Province {
  /** First two digits of GB/T 2260. */
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  /** One-character abbreviation. */
  readonly short: string;
  readonly cell: ProvinceCell;
}

/**
 * A hexagon standing on a point: column and row from 0, odd rows half a cell to the right.
 * `lon`, `lat` is the place drawn at its centre, `reach` the degrees of latitude that reach the ring's outer edge.
 */
export interface ProvinceCell {
  readonly col: number;
  readonly row: number;
  readonly lon: number;
  readonly lat: number;
  readonly reach: number;
}

type Row = readonly [
  code: string,
  name: string,
  nameEn: string,
  short: string,
  col: number,
  row: number,
  lon: number,
  lat: number,
  reach: number,
];

const ROWS: readonly Row[] = [
  ["11", "北京", "Beijing", "京", 4, 2, 116.4, 40.1, 0.8],
  ["12", "天津", "Tianjin", "津", 5, 2, 117.3, 39.3, 0.7],
  ["13", "河北", "Hebei", "冀", 4, 3, 115.6, 39.2, 3.6],
  ["14", "山西", "Shanxi", "晋", 3, 3, 112.3, 37.6, 2.6],
  ["15", "内蒙古", "Inner Mongolia", "蒙", 3, 2, 113.5, 43, 6.2],
  ["21", "辽宁", "Liaoning", "辽", 6, 2, 122.6, 41.3, 2.4],
  ["22", "吉林", "Jilin", "吉", 6, 1, 125.8, 43.7, 2.8],
  ["23", "黑龙江", "Heilongjiang", "黑", 7, 0, 127.8, 47.4, 4],
  ["31", "上海", "Shanghai", "沪", 6, 6, 121.4, 31.2, 0.7],
  ["32", "江苏", "Jiangsu", "苏", 5, 5, 119.6, 33, 2],
  ["33", "浙江", "Zhejiang", "浙", 5, 6, 120.1, 29.2, 1.7],
  ["34", "安徽", "Anhui", "皖", 4, 5, 117.2, 31.8, 2.2],
  ["35", "福建", "Fujian", "闽", 4, 7, 118, 26.1, 1.8],
  ["36", "江西", "Jiangxi", "赣", 4, 6, 115.7, 27.6, 2.3],
  ["37", "山东", "Shandong", "鲁", 5, 4, 118.2, 36.4, 2.4],
  ["41", "河南", "Henan", "豫", 4, 4, 113.6, 33.9, 2.2],
  ["42", "湖北", "Hubei", "鄂", 3, 5, 112.3, 31, 2.6],
  ["43", "湖南", "Hunan", "湘", 3, 6, 111.7, 27.6, 2.4],
  ["44", "广东", "Guangdong", "粤", 3, 7, 113.4, 23.6, 2.6],
  ["45", "广西", "Guangxi", "桂", 2, 7, 108.8, 23.8, 2.6],
  ["46", "海南", "Hainan", "琼", 2, 8, 109.8, 19.2, 0.9],
  ["50", "重庆", "Chongqing", "渝", 2, 5, 107.9, 30.1, 1.8],
  ["51", "四川", "Sichuan", "川", 1, 5, 102.7, 30.6, 3.6],
  ["52", "贵州", "Guizhou", "黔", 2, 6, 106.9, 26.8, 2],
  ["53", "云南", "Yunnan", "滇", 1, 6, 101.5, 25, 3],
  ["54", "西藏", "Xizang", "藏", 0, 5, 88.4, 31.5, 7],
  ["61", "陕西", "Shaanxi", "陕", 3, 4, 108.9, 35.2, 3],
  ["62", "甘肃", "Gansu", "甘", 2, 4, 100.8, 38, 5.4],
  ["63", "青海", "Qinghai", "青", 1, 4, 96.2, 35.7, 4],
  ["64", "宁夏", "Ningxia", "宁", 2, 3, 106.2, 37.4, 1.3],
  ["65", "新疆", "Xinjiang", "新", 0, 4, 86.5, 42, 7],
  ["71", "台湾", "Taiwan", "台", 5, 8, 121, 23.7, 1.4],
  ["81", "香港", "Hong Kong", "港", 4, 8, 114.15, 22.35, 0.3],
  ["82", "澳门", "Macao", "澳", 3, 8, 113.55, 22.17, 0.1],
];

/** In order of their codes. */
export const PROVINCES: readonly Province[] = /* @__PURE__ */ ROWS.map(
  ([code, name, nameEn, short, col, row, lon, lat, reach]) => ({
    code,
    name,
    nameEn,
    short,
    cell: { col, row, lon, lat, reach },
  }),
);

// Marked pure: what reads no province does not load them (the verifier).
const byCode = /* @__PURE__ */ new Map(
  /* @__PURE__ */ PROVINCES.map((province) => [province.code, province]),
);

export function province(code: string): Province | undefined {
  return byCode.get(code);
}

export function isProvince(code: string): boolean {
  return byCode.has(code);
}

/** The province of a place: six digits of GB/T 2260, the first two of them known. */
export function provinceOfPlace(place: string): Province | undefined {
  return /^[0-9]{6}$/.test(place) ? byCode.get(place.slice(0, 2)) : undefined;
}
