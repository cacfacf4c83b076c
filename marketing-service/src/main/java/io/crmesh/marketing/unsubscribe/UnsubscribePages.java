package io.crmesh.marketing.unsubscribe;

/** HTML pages of unsubscribing, in English and Chinese. */
final class UnsubscribePages {

    /** The look of the gateway's own pages, inside the page: a stylesheet would be one more request of a mail's reader. */
    private static final String STYLE = """
            :root { color-scheme: light dark; --ground: #eef2f2; --card: #ffffff; --text: #17282b; --strong: #1d5c63;
              --on-strong: #ffffff }
            @media (prefers-color-scheme: dark) {
              :root { --ground: #0f1819; --card: #182426; --text: #e6efef; --strong: #7fd0d8; --on-strong: #0f1819 }
            }
            * { box-sizing: border-box }
            body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem 1rem;
              background: var(--ground); color: var(--text);
              font: 1rem/1.5 system-ui, "Noto Sans SC", "Noto Sans CJK SC", sans-serif }
            main { width: 100%; max-width: 26rem; padding: 2rem; background: var(--card); border-radius: .75rem;
              box-shadow: 0 1px 2px rgb(0 0 0 / 12%), 0 8px 24px rgb(0 0 0 / 8%) }
            h1 { margin: 0 0 1.25rem; font-size: 1.5rem; line-height: 1.25 }
            button { display: block; width: 100%; margin: 1.5rem 0 0; padding: .65rem 1rem; border: 0;
              border-radius: .5rem; background: var(--strong); color: var(--on-strong); font: inherit;
              font-weight: 600; cursor: pointer }
            :focus-visible { outline: 3px solid var(--strong); outline-offset: 2px }
            """;

    static final String ASK = page("""
            <p>Do you want no more messages of this kind?</p>
            <p lang="zh-CN">您不想再收到此类消息吗?</p>
            <form method="post"><button>Unsubscribe · 退订</button></form>
            """);

    static final String DONE = page("""
            <p>You will get no more messages of this kind.</p>
            <p lang="zh-CN">您将不会再收到此类消息。</p>
            """);

    static final String LATER = page("""
            <p>This is not possible at the moment. Please try again in a minute.</p>
            <p lang="zh-CN">目前无法处理,请稍后再试。</p>
            <form method="post"><button>Try again · 重试</button></form>
            """);

    static final String UNKNOWN = page("""
            <p>This link is not complete. Please use the link in the message.</p>
            <p lang="zh-CN">此链接不完整,请使用邮件中的链接。</p>
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
