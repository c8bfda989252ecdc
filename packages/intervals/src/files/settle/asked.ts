import type { Question } from '../question.ts';

/** Questions, each once although several meters raise it. */
export class Asked {
  readonly #questions = new Map<string, Question>();

  get questions(): readonly Question[] {
    return [...this.#questions.values()];
  }

  ask(question: Question): void {
    this.#questions.set(`${question.kind} ${question.options.map(({ value }) => value).join()}`, question);
  }
}
