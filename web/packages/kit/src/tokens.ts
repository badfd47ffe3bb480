/** Colours and measures shared by every surface, as the design language names them. */
export const tokens = {
  accent: '#0B6E77',
  accentSoft: '#E3F1F2',
  ink: '#1C2733',
  inkSoft: '#4A5866',
  inkFaint: '#5F6C79',
  line: '#DDE3E8',
  ground: '#F6F7F8',
  paper: '#FFFFFF',
  owner: '#2E7D32',
  rented: '#1565C0',
  full: '#C62828',
  vacant: '#546E7A',
  unknown: '#8A949D',
  star: '#8F6400',
  /** 1 to 5 stars on the map: one hue, the darker the more; the figure stands on each. */
  starScale: ['#F7E8C2', '#E6C466', '#C2922A', '#8F6400', '#4F3700'],
  font: "'PingFang SC', 'Noto Sans SC', 'Microsoft YaHei', 'Segoe UI', 'WenQuanYi Micro Hei', 'Liberation Sans', sans-serif",
  mono: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', monospace",
  map: {
    land: '#F4F2ED', water: '#CBE1EA', green: '#DCE7D2', road: '#FFFFFF', roadEdge: '#D5D3CD',
    building: '#E3DED4', buildingEdge: '#CFC8BA', hover: '#BFD9DB',
    border: '#7E8B96', label: '#3B4854', labelSoft: '#5F6C79',
  },
} as const;
