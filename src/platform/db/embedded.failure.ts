/** A start that cannot go on, for a reason the person at the keyboard can act on: printed as one line, no stack. */
export class StartFailure extends Error {
  constructor(chinese: string, english: string) {
    super(`${chinese} (${english})`);
    this.name = 'StartFailure';
  }
}

/** Another process of ours holds the data folder. */
export class FolderInUse extends StartFailure {}
