package org.airshed.ingest.mqtt;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;

/**
 * Writes and closes without a future of their own: a write that fails comes back as {@code exceptionCaught}, which
 * closes the connection.
 */
final class Out {
    private Out() {}

    static void write(ChannelHandlerContext ctx, Object message) {
        ChannelFuture _ = ctx.write(message, ctx.voidPromise());
    }

    static void writeAndFlush(ChannelHandlerContext ctx, Object message) {
        ChannelFuture _ = ctx.writeAndFlush(message, ctx.voidPromise());
    }

    static void close(ChannelHandlerContext ctx) {
        ChannelFuture _ = ctx.close();
    }

    static void close(Channel channel) {
        ChannelFuture _ = channel.close();
    }
}
