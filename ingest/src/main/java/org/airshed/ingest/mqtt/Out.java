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

    static void write(Channel channel, Object message) {
        ChannelFuture _ = channel.write(message, channel.voidPromise());
    }

    static void writeAndFlush(Channel channel, Object message) {
        ChannelFuture _ = channel.writeAndFlush(message, channel.voidPromise());
    }

    static void close(ChannelHandlerContext ctx) {
        ChannelFuture _ = ctx.close();
    }

    static void close(Channel channel) {
        ChannelFuture _ = channel.close();
    }
}
