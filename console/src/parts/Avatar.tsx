const HUES = ['jade', 'blue', 'violet', 'pink', 'amber', 'green'] as const;

/** People are circles, organisations squares. The hue follows from the id, so it stays. */
function hueOf(id: string) {
  const sum = [...id].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 997, 7);
  return HUES[sum % HUES.length];
}

/** 陈雨婷 is 陈, Chen Yuting is CY. */
export function initials(name: string) {
  const han = /\p{Script=Han}/u.exec(name)?.[0];
  if (han) return han;
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  return [words[0], words.length > 1 ? words.at(-1) : '']
    .map((word) => word?.[0] ?? '')
    .join('')
    .toUpperCase();
}

interface Props {
  id: string;
  name: string;
  organization?: boolean;
  size?: 'm' | 'l';
}

export function Avatar({ id, name, organization, size }: Props) {
  return (
    <span className={['av', hueOf(id), organization && 'o', size].filter(Boolean).join(' ')} aria-hidden>
      {initials(name) || '?'}
    </span>
  );
}
