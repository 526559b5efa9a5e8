/** 检查问题整改: what a department has to put right, what waits to be checked again. */
import type { ReactNode } from 'react';
import { ProblemTable } from './ProblemTable.tsx';

export default function ProblemList(): ReactNode {
  return <ProblemTable />;
}
