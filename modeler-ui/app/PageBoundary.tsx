/** A page that can't be loaded or drawn must not take the shell with it: says so, and loads anew when asked. */
import { Component, type ReactNode } from 'react';
import { Button } from '../components/Button/Button.js';
import { EmptyState } from '../components/EmptyState/EmptyState.js';
import { Page } from '../components/Page/Page.js';
import { useStrings } from '../i18n/language.js';
import { strings } from './strings.js';

interface PageBoundaryProps {
  readonly children: ReactNode;
}

export class PageBoundary extends Component<PageBoundaryProps, { readonly isFailed: boolean }> {
  override state = { isFailed: false };

  static getDerivedStateFromError(): { readonly isFailed: boolean } {
    return { isFailed: true };
  }

  override render(): ReactNode {
    return this.state.isFailed ? <PageFailed /> : this.props.children;
  }
}

function PageFailed() {
  const t = useStrings(strings);
  return (
    <Page title={t('page-failed.title')}>
      <div role="alert">
        {/* A part of the application that failed to load isn't asked for again by itself. */}
        <EmptyState title={t('page-failed')} action={<Button onPress={() => location.reload()}>{t('page-retry')}</Button>} />
      </div>
    </Page>
  );
}
