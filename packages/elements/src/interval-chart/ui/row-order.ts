import type { TableSort } from '../state.ts';
import type { ViewModel } from '../views/view.ts';

const orders = new WeakMap<ViewModel, { readonly sort: TableSort; readonly order: Uint32Array }>();

/**
 * Returns the indexes of the data in the order of the rows; `null` for the order of the data.
 * Unknown values come last in both directions, and equal ones keep the order of the data. The
 * result is kept per model, because every page of the table uses it.
 */
export function rowOrder(model: ViewModel, sort: TableSort | null): Uint32Array | null {
  if (sort === null) return null;
  const known = orders.get(model);
  if (known?.sort === sort) return known.order;
  const order = Uint32Array.from({ length: model.length }, (_, i) => i);
  if (sort.column === 0) order.reverse();
  else sortByValue(order, valuesOf(model, sort.column), sort.descending ? -1 : 1);
  orders.set(model, { sort, order });
  return order;
}

function valuesOf(model: ViewModel, column: number): Float64Array {
  const value = (i: number): number => model.datum(i).values[column - 1]?.value ?? Number.NaN;
  return Float64Array.from({ length: model.length }, (_, i) => model.value?.(i, column) ?? value(i));
}

function sortByValue(order: Uint32Array, values: Float64Array, sign: 1 | -1): void {
  order.sort((a, b) => {
    const left = values[a] as number;
    const right = values[b] as number;
    if (Number.isNaN(left) || Number.isNaN(right))
      return Number(Number.isNaN(left)) - Number(Number.isNaN(right)) || a - b;
    return sign * (left - right) || a - b;
  });
}
