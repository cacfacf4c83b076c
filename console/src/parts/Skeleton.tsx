import classes from './Empty.module.css';

const WIDTHS = [
  [38, 12, 14],
  [31, 16, 12],
  [42, 10, 15],
  [27, 14, 11],
];

/** Rows of their final height; they appear after 150 ms, so that a quick answer does not flicker. */
export function Skeleton({ rows, height = 36 }: { rows: number; height?: number }) {
  return (
    <div aria-busy="true">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={classes.bones} style={{ height }}>
          {WIDTHS[row % WIDTHS.length]?.map((width, i) => (
            <span key={i} className={classes.bone} style={{ width: `${width}%` }} />
          ))}
        </div>
      ))}
    </div>
  );
}
