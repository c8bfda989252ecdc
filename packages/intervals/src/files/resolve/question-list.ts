import type { Question, QuestionKind } from '../question.ts';

/** A question and the meter that raised it first. */
export interface MeterQuestion {
  readonly question: Question;
  /** Id of the meter; `null` for the whole file. */
  readonly meter: string | null;
}

/** Collects questions, each once although several meters raise it. */
export class QuestionList {
  /** Id of the meter that raises the next question; `null` for the whole file. */
  meter: string | null = null;
  /** Kinds of questions that the choices have answered. */
  readonly answered = new Set<QuestionKind>();
  readonly #questions = new Map<string, MeterQuestion & { readonly abouts: Set<string> }>();
  readonly #kinds = new Set<QuestionKind>();

  get list(): readonly MeterQuestion[] {
    // One answer holds for all columns that raise the question.
    return Array.from(this.#questions.values(), ({ abouts, meter, question }) => ({
      meter,
      question: { ...question, about: [...abouts].join(', ') },
    }));
  }

  /** Returns true if a question of this kind is open. */
  has(kind: QuestionKind): boolean {
    return this.#kinds.has(kind);
  }

  ask(question: Question): void {
    const key = JSON.stringify([question.kind, question.options.map(({ value }) => value)]);
    const asked = this.#questions.get(key) ?? { question, meter: this.meter, abouts: new Set<string>() };
    asked.abouts.add(question.about);
    this.#kinds.add(question.kind);
    this.#questions.set(key, asked);
  }
}
