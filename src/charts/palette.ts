// Colours distinguishable with any kind of colour vision (Okabe and Ito, "Color Universal Design", 2008). Nothing is shown
// by colour alone: shapes, patterns or words show it too.

export const palette = {
  sales: '#0072B2',
  baseline: '#4D4D4D',
  band: '#CFE3F1',
  caseDay: '#D55E00',
  leftOut: '#8A8A8A',
  outOfStock: '#D9D9D9',
  promotion: '#F3DCEB',
  text: '#222222',
  quiet: '#666666',
  grid: '#E4E4E4',
  red: '#D55E00',
  orange: '#E69F00',
  yellow: '#F0E442',
  green: '#009E73',
  arrival: '#0072B2',
  background: '#FFFFFF',
} as const;
