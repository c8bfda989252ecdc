import type { Question, QuestionKind } from '../question.ts';

/** Questions, each once although several meters raise it. */
export class Asked {
  readonly #questions = new Map<string, Question>();

  get questions(): readonly Question[] {
    return [...this.#questions.values()];
  }

  /** Returns true if a question of this kind is open. */
  has(kind: QuestionKind): boolean {
    return this.questions.some((question) => question.kind === kind);
  }

  ask(question: Question): void {
    const key = `${question.kind} ${question.options.map(({ value }) => value).join()}`;
    const before = this.#questions.get(key)?.about;
    // One answer is for all columns that raise the question.
    const abouts = new Set([...(before === undefined ? [] : before.split(', ')), question.about]);
    this.#questions.set(key, { ...question, about: [...abouts].join(', ') });
  }
}
