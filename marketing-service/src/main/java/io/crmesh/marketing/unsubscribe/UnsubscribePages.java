package io.crmesh.marketing.unsubscribe;

/** HTML pages of unsubscribing, in English and Chinese. */
final class UnsubscribePages {

    static final String ASK = page("""
            <p>Do you want no more messages of this kind?</p>
            <p lang="zh">您不想再收到此类消息吗?</p>
            <form method="post"><button>Unsubscribe · 退订</button></form>
            """);

    static final String DONE = page("""
            <p>You will get no more messages of this kind.</p>
            <p lang="zh">您将不会再收到此类消息。</p>
            """);

    static final String LATER = page("""
            <p>This is not possible at the moment. Please try again in a minute.</p>
            <p lang="zh">目前无法处理,请稍后再试。</p>
            <form method="post"><button>Try again · 重试</button></form>
            """);

    static final String UNKNOWN = page("""
            <p>This link is not complete. Please use the link in the message.</p>
            <p lang="zh">此链接不完整,请使用邮件中的链接。</p>
            """);

    private UnsubscribePages() {}

    private static String page(String content) {
        return """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex">
                <title>Unsubscribe · 退订</title>
                <style>body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 4rem auto; padding: 0 1rem }
                button { font: inherit; padding: .5rem 1rem }</style>
                %s</html>
                """.formatted(content);
    }
}
