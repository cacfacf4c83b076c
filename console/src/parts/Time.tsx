import { useFormats } from '../format';

/** A day; the instant is told when somebody points at it. */
export function Day({ of }: { of?: string }) {
  const formats = useFormats();
  if (!of) return null;
  return (
    <time dateTime={of} title={formats.dayTime(of)} className="num">
      {formats.day(of)}
    </time>
  );
}

export function DayTime({ of }: { of?: string }) {
  const formats = useFormats();
  if (!of) return null;
  return (
    <time dateTime={of} className="num">
      {formats.dayTime(of)}
    </time>
  );
}

export function Ago({ of }: { of?: string }) {
  const formats = useFormats();
  if (!of) return null;
  return (
    <time dateTime={of} title={formats.dayTime(of)} className="num">
      {formats.ago(of)}
    </time>
  );
}
