import type { AccountsApi } from '@arc-elements/client';
import type { Account } from '@arc-elements/models';
import type { ErrorLike } from '../internal/errors.ts';
import { toErrorLike } from '../internal/to-error-like.ts';
import { type Draft, draftOf, errorsOf, type FormError, inputOf, type ProfileField } from './profile-form.ts';

/** What the page asks for in the form. */
export interface ProfileQuestions {
  readonly fields: readonly ProfileField[];
  /** Country of the address, ISO 3166 alpha-2. */
  readonly country: string;
}

/** One person's profile while it is read, edited and saved. */
export class ProfileEditor {
  /** `undefined` until it has been read; `null` when the person has none yet. */
  account: Account | null | undefined;
  draft: Draft | undefined;
  /** What is wrong in the form, by the name of the field. */
  errors: ReadonlyMap<string, FormError> = new Map();
  readError: ErrorLike | null = null;
  saveError: ErrorLike | null = null;
  /** A change is on its way. */
  busy = false;
  /** The form was saved and has not been edited since. */
  saved = false;
  readonly #changed: () => void;
  #choosing = false;
  #running: AbortController | undefined;

  /** `changed` is called when there is something else to show. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** A request is on its way. */
  get running(): boolean {
    return this.#running !== undefined;
  }

  /** The list of other tariffs is open. */
  get choosing(): boolean {
    return this.#choosing;
  }

  set choosing(choosing: boolean) {
    this.#choosing = choosing;
    this.#changed();
  }

  /** Reads the profile, unless it has been read, is being read, or could not be read. */
  open(accounts: AccountsApi, questions: ProfileQuestions): void {
    const idle = this.account === undefined && this.readError === null && this.#running === undefined;
    if (idle) void this.read(accounts, questions);
  }

  /** Reads the profile and resets the form to it. */
  async read(accounts: AccountsApi, { fields }: ProfileQuestions): Promise<void> {
    this.readError = null;
    this.saveError = null;
    await this.#run(
      async (signal) => this.#take(await accounts.find({ signal }), fields, signal),
      (error) => {
        this.readError = error;
      },
    );
  }

  /** Changes which fields the form has. What was typed stays. */
  ask(fields: readonly ProfileField[]): void {
    if (this.account === undefined || this.draft === undefined) return;
    const { properties } = draftOf(this.account, fields);
    this.draft = { ...this.draft, properties: { ...properties, ...this.draft.properties } };
  }

  /** Changes what is typed. */
  edit(patch: Partial<Draft>, { fields, country }: ProfileQuestions): void {
    if (this.draft === undefined) return;
    this.draft = { ...this.draft, ...patch };
    this.saved = false;
    // A field with an error is checked again while the person types; other fields only when the
    // form is sent.
    if (this.errors.size > 0) {
      const now = errorsOf(this.draft, fields, country);
      this.errors = new Map([...this.errors].filter(([name]) => now.has(name)));
    }
    this.#changed();
  }

  /** Saves the form if it has no `errors`. @returns true once it is saved. */
  async save(accounts: AccountsApi, { fields, country }: ProfileQuestions): Promise<boolean> {
    const { draft } = this;
    if (draft === undefined || this.busy) return false;
    this.errors = errorsOf(draft, fields, country);
    this.#changed();
    if (this.errors.size > 0) return false;
    return await this.#write(async (signal) => {
      this.#take(await accounts.upsert(inputOf(draft, fields, country), { signal }), fields, signal);
      this.saved = true;
    });
  }

  /** Saves the tariff that the person chose. @returns true once it is saved. */
  async choose(accounts: AccountsApi, masterTariffId: string): Promise<boolean> {
    if (this.busy) return false;
    return await this.#write(async (signal) => {
      await accounts.setProperty({ keyName: 'masterTariffId', dataValue: masterTariffId }, { signal });
      const account = await accounts.get({ signal });
      signal.throwIfAborted();
      // Only the tariff changed: what is being typed into the form stays.
      this.account = account;
      this.choosing = false;
    });
  }

  /** Aborts the running request; its outcome is not shown. */
  stop(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.busy = false;
  }

  async #write(change: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
    this.saveError = null;
    return await this.#run(
      change,
      (error) => {
        this.saveError = error;
      },
      true,
    );
  }

  /**
   * Aborts the running request and runs this one, so only the last one changes what is shown.
   * @returns true if it succeeded.
   */
  async #run(
    request: (signal: AbortSignal) => Promise<void>,
    failed: (error: ErrorLike) => void,
    busy = false,
  ): Promise<boolean> {
    this.stop();
    const run = new AbortController();
    this.#running = run;
    this.busy = busy;
    this.#changed();
    let well = false;
    try {
      await request(run.signal);
      well = true;
    } catch (error) {
      if (run.signal.aborted) return false;
      failed(toErrorLike(error));
    }
    this.stop();
    this.#changed();
    return well;
  }

  #take(account: Account | null, fields: readonly ProfileField[], signal: AbortSignal): void {
    signal.throwIfAborted();
    this.account = account;
    this.draft = draftOf(account, fields);
    this.errors = new Map();
  }
}
