import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createCollection } from './collection.ts';

interface Item {
  readonly id: string;
  readonly owner: string;
  readonly size: number;
}

const isLarge = (item: Item): boolean => item.size > 2;

const id = fc.constantFrom('a', 'b', 'c', 'd');
const owner = fc.constantFrom('x', 'y');
const operation = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), id, owner, size: fc.nat(4) }),
  fc.record({ kind: fc.constant('remove' as const), id }),
  fc.record({ kind: fc.constant('load' as const), id, owner, size: fc.nat(4) }),
);

test('an index finds what a search of all records finds, whatever happened to them', () => {
  fc.assert(
    fc.property(fc.array(operation), fc.nat(20), (operations, firstAsked) => {
      const items = createCollection<Item>('items', () => undefined);
      for (const [index, { kind, ...item }] of operations.entries()) {
        if (kind === 'remove') items.remove(item.id);
        else items[kind](item as Item);
        if (index < firstAsked) continue;
        const found = (list: readonly Item[]) => new Set(list.map((each) => each.id));
        for (const value of ['x', 'y'])
          assert.deepEqual(found(items.where('owner', value)), found(items.filter((each) => each.owner === value)));
        assert.deepEqual(found(items.where(isLarge, true)), found(items.filter(isLarge)));
      }
    }),
  );
});
