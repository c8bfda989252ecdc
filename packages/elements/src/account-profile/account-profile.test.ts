import { expect, fixture, html, nextFrame, oneEvent } from '@open-wc/testing';
import './define.ts';
import type { AccountInput, ArcSession, PropertyInput } from '@arc-elements/client';
import { type Account, decodeAccount } from '@arc-elements/models';
import type { ArcErrorEvent } from '../internal/error-event.ts';
import { collect, textOf } from '../testing/events.ts';
import { arcError } from '../testing/fixtures.ts';
import { removeForGood } from '../testing/remove.ts';
import { createTestSession, type TestSessionInit } from '../testing/test-session.ts';
import type { ArcAccountProfileElement } from './account-profile.ts';
import { draftOf, errorsOf, inputOf } from './profile-form.ts';
import type { ArcProfileSaveEvent } from './profile-save-event.ts';
import type { ArcProfileTariffEvent } from './profile-tariff-event.ts';
import { bestOf } from './tariff-card.ts';

function switchAccount(patch: Record<string, unknown> = {}): Account {
  return decodeAccount({
    accountId: 'a-1',
    providerAccountId: 'user-1',
    status: 'ACTIVE',
    address: { address1: '18 Lantern Street', city: 'Portsmouth', state: 'NH', zip: '03801' },
    properties: { customerClass: { keyName: 'customerClass', dataValue: '1' } },
    tariffs: [
      { masterTariffId: 522, tariffName: 'Standard', lseName: 'Harbor Electric', customerLikelihood: 21.5 },
      { masterTariffId: 523, tariffName: 'Time of use', lseName: 'Harbor Electric', customerLikelihood: 74.2 },
    ],
    ...patch,
  });
}

async function setUp(profile: NonNullable<TestSessionInit['profile']>, style = ''): Promise<ArcAccountProfileElement> {
  const session = createTestSession({ profile });
  const box = await fixture(html`<div style=${style}>
    <arc-account-profile .session=${session as ArcSession}></arc-account-profile>
  </div>`);
  const el = box.querySelector('arc-account-profile') as ArcAccountProfileElement;
  await settle(el);
  return el;
}

async function settle(el: ArcAccountProfileElement): Promise<void> {
  await nextFrame();
  await el.updateComplete;
}

const find = <E extends HTMLElement = HTMLElement>(el: Element, selector: string) =>
  el.shadowRoot?.querySelector<E>(selector) as E;

/** Creates a write request that adds its input to `list`. */
const recorder =
  <T, R>(list: T[], answer: R) =>
  async (item: T): Promise<R> => {
    list.push(item);
    return answer;
  };

function type(el: Element, id: string, value: string): void {
  const input = find<HTMLInputElement>(el, `#field-${id}`);
  input.value = value;
  input.dispatchEvent(new Event('input'));
}

describe('arc-account-profile', () => {
  it('shows the saved profile and the likeliest tariff, and is accessible in light and dark', async () => {
    for (const style of ['', 'color-scheme: dark; background: #0f1419']) {
      const el = await setUp({ find: async () => switchAccount() }, style);
      expect(find<HTMLInputElement>(el, '#field-address1').value).to.equal('18 Lantern Street');
      expect(find<HTMLInputElement>(el, '[name=customerClass][value=residential]').checked).to.equal(true);
      expect(textOf(find(el, '[part=tariff]')))
        .to.contain('Time of use')
        .and.to.contain('Very likely, 74%');
      await expect(el).to.be.accessible();
    }
  });

  it('does not send a form with errors, shows them, and moves the focus to the first one', async () => {
    const sent: AccountInput[] = [];
    const el = await setUp({ find: async () => null, upsert: recorder(sent, switchAccount()) });
    type(el, 'zip', '3801');
    find(el, '[part=save]').click();
    await settle(el);
    expect(sent).to.have.length(0);
    expect(textOf(find(el, '[id=address1-error]'))).to.contain('Enter the street');
    expect(textOf(find(el, '[id=zip-error]'))).to.contain('five digits');
    expect(el.shadowRoot?.activeElement).to.equal(find(el, '#field-address1'));
    await expect(el).to.be.accessible();
    type(el, 'zip', '03801');
    await settle(el);
    expect(find(el, '[id=zip-error]')).to.equal(null);
  });

  it('creates the account of a person who has none, and shows that it is saved', async () => {
    const sent: AccountInput[] = [];
    const el = await setUp({ find: async () => null, upsert: recorder(sent, switchAccount()) });
    expect(find(el, '[part=tariff]')).to.equal(null);
    type(el, 'address1', ' 18 Lantern Street ');
    type(el, 'zip', '03801');
    find(el, '[name=customerClass][value=residential]').click();
    const saves = collect<ArcProfileSaveEvent>(el, 'arc-profile-save');
    find(el, '[part=save]').click();
    await settle(el);
    expect(sent).to.deep.equal([
      {
        address: {
          address1: '18 Lantern Street',
          zip: '03801',
          country: 'US',
          addressString: '18 Lantern Street, 03801',
        },
        properties: [{ keyName: 'customerClass', dataValue: '1' }],
      },
    ]);
    expect(saves.events.map(({ detail }) => detail)).to.deep.equal([{ created: true }]);
    expect(textOf(find(el, '.saved'))).to.equal('Saved.');
    expect(textOf(find(el, '[part=tariff]'))).to.contain('Time of use');
  });

  it('keeps the input when saving fails, and shows why', async () => {
    const el = await setUp({
      find: async () => switchAccount(),
      upsert: async () => await Promise.reject(arcError('scope-missing')),
    });
    type(el, 'city', 'Rye');
    const error = oneEvent(el, 'arc-error') as Promise<ArcErrorEvent>;
    find(el, '[part=save]').click();
    expect((await error).detail.code).to.equal('scope-missing');
    await settle(el);
    expect(textOf(find(el, '[part=error]')))
      .to.contain('not saved')
      .and.to.contain('still here');
    expect(find<HTMLInputElement>(el, '#field-city').value).to.equal('Rye');
    await expect(el).to.be.accessible();
  });

  it('offers to load the saved profile after a conflict', async () => {
    let city = 'Portsmouth';
    const el = await setUp({
      find: async () => switchAccount({ address: { address1: '1 A Street', city, zip: '03801' } }),
      upsert: async () => await Promise.reject(arcError('conflict')),
    });
    find(el, '[part=save]').click();
    await settle(el);
    city = 'Rye';
    find(el, '[part=reload]').click();
    await settle(el);
    expect(find<HTMLInputElement>(el, '#field-city').value).to.equal('Rye');
    expect(find(el, '[part=error]')).to.equal(null);
  });

  it('confirms the guessed tariff', async () => {
    const set: PropertyInput[] = [];
    const el = await setUp({
      find: async () => switchAccount(),
      setProperty: recorder(set, null),
      get: async () =>
        switchAccount({ tariffs: [{ masterTariffId: 523, tariffName: 'Time of use', customerLikelihood: 100 }] }),
    });
    const chosen = oneEvent(el, 'arc-profile-tariff') as Promise<ArcProfileTariffEvent>;
    find(el, '[part=confirm]').click();
    expect((await chosen).detail).to.deep.equal({ masterTariffId: '523' });
    await settle(el);
    expect(set).to.deep.equal([{ keyName: 'masterTariffId', dataValue: '523' }]);
    expect(textOf(find(el, '[part=tariff]'))).to.contain('You told us this is yours.');
    expect(find(el, '[part=confirm]')).to.equal(null);
  });

  it('shows in words how likely each tariff is', async () => {
    const tariffs = [95, 75, 50, 22, 10, 9.9, 4.3].map((customerLikelihood, i) => ({
      masterTariffId: i,
      tariffName: 'Tariff',
      customerLikelihood,
    }));
    const el = await setUp({ find: async () => switchAccount({ tariffs }) });
    find(el, '[part=choose]').click();
    await settle(el);
    const texts = [...(el.shadowRoot?.querySelectorAll('.choice--wide') ?? [])].map((choice) => textOf(choice));
    expect(texts.map((text) => text.replace('Tariff', '').trim())).to.deep.equal([
      'Almost certainly, 95%',
      'Very likely, 75%',
      'Likely, 50%',
      'Possibly, 22%',
      'Possibly, 10%',
      'Unlikely, 9.9%',
      'Unlikely, 4.3%',
    ]);
  });

  it('lets the person choose another tariff, and keeps the input of the form', async () => {
    const set: PropertyInput[] = [];
    const el = await setUp({
      find: async () => switchAccount(),
      setProperty: recorder(set, null),
      get: async () => switchAccount(),
    });
    type(el, 'city', 'Rye');
    find(el, '[part=choose]').click();
    await settle(el);
    await expect(el).to.be.accessible();
    find(el, '[name=tariff][value="522"]').click();
    find(el, '[part=tariff] [type=submit]').click();
    await settle(el);
    expect(set.map(({ dataValue }) => dataValue)).to.deep.equal(['522']);
    expect(find<HTMLInputElement>(el, '#field-city').value).to.equal('Rye');
  });

  it('shows the fields of the page, and saves them as properties', async () => {
    const sent: AccountInput[] = [];
    const el = await setUp({
      find: async () => switchAccount(),
      upsert: recorder(sent, switchAccount()),
    });
    el.fields = [
      { keyName: 'buildingArea', label: 'Living area', type: 'number', unit: 'sq ft', min: 100, help: 'Roughly.' },
    ];
    await settle(el);
    type(el, 'buildingArea', '20');
    find(el, '[part=save]').click();
    await settle(el);
    expect(textOf(find(el, '[id=buildingArea-error]'))).to.contain('too small');
    await expect(el).to.be.accessible();
    type(el, 'buildingArea', '1400');
    find(el, '[part=save]').click();
    await settle(el);
    expect(sent[0]?.properties).to.deep.include({ keyName: 'buildingArea', dataValue: '1400' });
  });

  describe('in a session without the scope to save', () => {
    async function open(account: Account | null, style = ''): Promise<ArcAccountProfileElement> {
      const session = createTestSession({ profile: { find: async () => account } });
      session.setState({ scopes: ['profile:read', 'meters:read'] });
      const box = await fixture(html`<div style=${style}>
        <arc-account-profile .session=${session as ArcSession}></arc-account-profile>
      </div>`);
      const el = box.querySelector('arc-account-profile') as ArcAccountProfileElement;
      await settle(el);
      return el;
    }

    it('shows the saved profile as text, and is accessible in light and dark', async () => {
      for (const style of ['', 'color-scheme: dark; background: #0f1419']) {
        const el = await open(switchAccount(), style);
        expect(el.shadowRoot?.querySelectorAll('input, button')).to.have.length(0);
        expect(textOf(find(el, '[part=facts]')))
          .to.contain('but not change it')
          .and.to.contain('18 Lantern Street')
          .and.to.contain('A home');
        expect(textOf(find(el, '[part=tariff]'))).to.contain('Time of use');
        await expect(el).to.be.accessible();
      }
    });

    it('shows a person without an account that none can be entered here', async () => {
      const el = await open(null);
      expect(find(el, 'form')).to.equal(null);
      expect(textOf(el.shadowRoot)).to.contain('It cannot be entered on this page.');
      await expect(el).to.be.accessible();
    });
  });

  it('shows that it is not offered if the broker has no access to Switch', async () => {
    const el = await setUp({ find: async () => await Promise.reject(arcError('not-configured')) });
    expect(find(el, 'form, [part=retry]')).to.equal(null);
    expect(textOf(find(el, '[part=error]'))).to.contain('This is not offered here.');
    await expect(el).to.be.accessible();
  });

  it('shows that a profile was removed', async () => {
    const el = await setUp({ find: async () => switchAccount({ status: 'DELETED' }) });
    expect(textOf(el.shadowRoot)).to.contain('This profile was removed.');
    expect(find(el, 'form')).to.equal(null);
    await expect(el).to.be.accessible();
  });

  it('shows loading and failure, and reads again when the person tries again', async () => {
    let broken = true;
    const waiting = await setUp({});
    expect(find(waiting, '[part=skeleton]')).to.exist;
    await expect(waiting).to.be.accessible();
    const el = await setUp({
      find: async () => (broken ? await Promise.reject(arcError('network')) : switchAccount()),
    });
    expect(textOf(find(el, '[part=error]'))).to.contain('No connection.');
    await expect(el).to.be.accessible();
    broken = false;
    find(el, '[part=retry]').click();
    await settle(el);
    expect(find(el, 'form')).to.exist;
  });

  it('aborts its request when it is removed', async () => {
    let signal: AbortSignal | undefined;
    const el = await setUp({
      find: async (options) => {
        signal = options?.signal;
        return await new Promise<never>(() => {});
      },
    });
    expect(signal?.aborted).to.equal(false);
    await removeForGood(el);
    expect(signal?.aborted).to.equal(true);
  });

  it('keeps its input and its running request while it is moved in the page', async () => {
    const answer = Promise.withResolvers<Account>();
    let reads = 0;
    const el = await setUp({
      find: async () => {
        reads += 1;
        return await answer.promise;
      },
    });
    const move = async () => {
      const parent = el.parentElement as HTMLElement;
      el.remove();
      parent.append(el);
      await settle(el);
    };
    await move();
    expect(reads).to.equal(1);
    answer.resolve(switchAccount());
    await settle(el);
    type(el, 'city', 'Rye');
    await move();
    expect(find<HTMLInputElement>(el, '#field-city').value).to.equal('Rye');
    expect(reads).to.equal(1);
  });

  it('reads the profile again once a failed session has started', async () => {
    let broken = true;
    const session = createTestSession({
      profile: { find: async () => (broken ? await Promise.reject(arcError('unauthorized')) : switchAccount()) },
    });
    session.setState({ status: 'failed', error: arcError('unauthorized') });
    const el = (await fixture(
      html`<arc-account-profile .session=${session as ArcSession}></arc-account-profile>`,
    )) as ArcAccountProfileElement;
    await settle(el);
    expect(find(el, '[part=error]').dataset.code).to.equal('unauthorized');
    broken = false;
    session.setState({ status: 'ready', error: null });
    await settle(el);
    expect(find(el, 'form')).to.exist;
  });

  it('fits 320 pixels', async () => {
    const el = await setUp({ find: async () => switchAccount() }, 'width: 320px');
    expect((el.parentElement as HTMLElement).scrollWidth).to.be.at.most(320);
  });
});

describe('the profile form', () => {
  it('sends the saved profile if nothing was changed', () => {
    const draft = draftOf(switchAccount(), []);
    expect(errorsOf(draft, [], 'US').size).to.equal(0);
    const { address } = inputOf(draft, [], 'US');
    expect(address).to.deep.include({ address1: '18 Lantern Street', city: 'Portsmouth', state: 'NH', zip: '03801' });
  });

  it('requires a zip code of five digits only in the United States', () => {
    const draft = { ...draftOf(switchAccount(), []), zip: 'K1A 0B1' };
    expect(errorsOf(draft, [], 'US').get('zip')).to.equal('zip-wrong');
    expect(errorsOf(draft, [], 'CA').size).to.equal(0);
  });

  it('prefers a chosen tariff to any guessed one', () => {
    const { tariffs } = switchAccount({
      tariffs: [
        { masterTariffId: 1, customerLikelihood: 99 },
        { masterTariffId: 2, customerLikelihood: null },
      ],
    });
    expect(bestOf(tariffs)?.masterTariffId).to.equal('2');
    expect(bestOf([])).to.equal(undefined);
  });
});
