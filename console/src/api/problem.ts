import type { components } from './generated/customer-service';

/** RFC 9457, as all services answer it. */
export type Problem = components['schemas']['Problem'];

export interface FieldError {
  field: string;
  message: string;
}

/** What a request was refused for. Status 0: nobody answered. */
export class RequestFailed extends Error {
  readonly status: number;
  readonly slug: string;
  readonly errors: FieldError[];
  readonly trace?: string;

  constructor(status: number, problem?: Partial<Problem>) {
    super(problem?.detail ?? '');
    this.status = status;
    this.slug = problem?.type?.replace('urn:crm:problem:', '') ?? '';
    this.errors = (problem?.errors ?? []) as FieldError[];
    this.trace = problem?.traceId;
  }

  /** Somebody else changed the record since it was read. */
  get isConflict() {
    return this.status === 412;
  }

  /** Asking again later may help. */
  get isTemporary() {
    return this.status === 0 || this.status === 429 || this.status >= 502;
  }

  /** What is wrong with a field, or with one inside it: `name` also finds `name.legal`. */
  about(field: string) {
    return this.errors.find((error) => error.field === field || error.field.startsWith(`${field}.`))?.message;
  }
}

export function asFailure(error: unknown): RequestFailed {
  return error instanceof RequestFailed ? error : new RequestFailed(0);
}
