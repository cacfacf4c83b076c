package io.crmesh.marketing.unsubscribe;

/** HTML pages of unsubscribing, in English and Chinese. */
final class UnsubscribePages {

    /**
     * The look of the console, inside the page: a stylesheet would be one more request of a mail's reader. The colours are
     * those of its tokens.css; a test of the console compares them.
     */
    private static final String STYLE = """
            :root { color-scheme: light dark; --canvas: #f3f5f5; --surface: #ffffff; --line: #e5eaea; --text: #141b1d;
              --text-2: #434f51; --ink: #17211f; --ink-hover: #2c3836; --on-ink: #ffffff; --focus: #158a8d }
            @media (prefers-color-scheme: dark) {
              :root { --canvas: #0d1112; --surface: #131819; --line: #242c2d; --text: #e8eeee; --text-2: #b6c1c2;
                --ink: #e6eded; --ink-hover: #ffffff; --on-ink: #0e1414; --focus: #4bbab8 }
            }
            * { box-sizing: border-box }
            body { display: flex; flex-direction: column; align-items: center; min-height: 100vh; margin: 0;
              padding: max(24px, 12vh) 16px 24px; background: var(--canvas); color: var(--text);
              font: 1rem/1.5 'Inter Variable', Inter, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC',
                'Noto Sans CJK SC', system-ui, sans-serif }
            main { width: 100%; max-width: 400px; padding: 24px; border: 1px solid var(--line); border-radius: 12px;
              background: var(--surface) }
            h1 { margin: 0 0 16px; font-size: 1.25rem; line-height: 1.75rem; font-weight: 600 }
            p { margin: 8px 0 0 }
            p[lang] { color: var(--text-2) }
            button { display: block; width: 100%; min-height: 44px; margin: 24px 0 0; padding: 8px 14px; border: 0;
              border-radius: 6px; background: var(--ink); color: var(--on-ink); font: inherit; font-weight: 500;
              cursor: pointer }
            button:hover { background: var(--ink-hover) }
            :focus-visible { outline: 2px solid var(--focus); outline-offset: 2px }
            """;

    static final String ASK = page("""
            <p>Do you want no more messages of this kind?</p>
            <p lang="zh-CN">您不想再收到此类消息吗？</p>
            <form method="post"><button>Unsubscribe · 退订</button></form>
            """);

    static final String DONE = page("""
            <p>You will get no more messages of this kind.</p>
            <p lang="zh-CN">您将不会再收到此类消息。</p>
            """);

    static final String LATER = page("""
            <p>This is not possible at the moment. Please try again in a minute.</p>
            <p lang="zh-CN">目前无法处理，请稍后再试。</p>
            <form method="post"><button>Try again · 重试</button></form>
            """);

    static final String UNKNOWN = page("""
            <p>This link is not complete. Please use the link in the message.</p>
            <p lang="zh-CN">此链接不完整，请使用邮件中的链接。</p>
            """);

    private UnsubscribePages() {}

    private static String page(String content) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <meta name="robots" content="noindex">
                <title>Unsubscribe · 退订</title>
                <style>
                %s</style>
                </head>
                <body>
                <main>
                <h1>Unsubscribe · <span lang="zh-CN">退订</span></h1>
                %s</main>
                </body>
                </html>
                """.formatted(STYLE, content);
    }
}
