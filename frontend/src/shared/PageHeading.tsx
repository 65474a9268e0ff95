import { createContext, type ReactNode, type RefObject, useContext, useLayoutEffect, useRef } from 'react';

/** Whether a page has been gone to whose heading hasn't been shown yet. */
export const Arriving = createContext<RefObject<boolean>>({ current: false });

/** A page's one heading. It takes the focus when its page is gone to, so that the keyboard and a reader begin there. */
export function PageHeading({
  className,
  children,
}: {
  className?: string | undefined;
  children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const arriving = useContext(Arriving);
  useLayoutEffect(() => {
    if (arriving.current) {
      arriving.current = false;
      heading.current?.focus({ preventScroll: true });
    }
  }, [arriving]);
  return (
    <h1 ref={heading} tabIndex={-1} className={className} dir="auto">
      {children}
    </h1>
  );
}
