/** Three that meet in one: the product's mark. */
export function Mark() {
  return (
    <span className="mark">
      <svg width="14" height="14" viewBox="0 0 14 14" fill="none" stroke="currentColor" strokeWidth="1.3" aria-hidden>
        <path d="M3 3.6 7 7l4-3.4M7 7v4.2" />
        <circle cx="3" cy="3.2" r="1.5" fill="currentColor" />
        <circle cx="11" cy="3.2" r="1.5" fill="currentColor" />
        <circle cx="7" cy="11" r="1.5" fill="currentColor" />
      </svg>
    </span>
  );
}
