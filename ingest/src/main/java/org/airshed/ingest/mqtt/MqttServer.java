package org.airshed.ingest.mqtt;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.airshed.ingest.admission.Admission;
import org.airshed.ingest.auth.Doorkeeper;
import org.airshed.ingest.auth.TlsIdentity;
import org.airshed.ingest.mqtt.MqttCounters.Count;
import org.airshed.ingest.registry.NoticeBoard;
import org.airshed.ingest.registry.Registry;
import org.airshed.journal.Journal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The MQTT server: takes submissions of stations into the journal and acknowledges them once they are on disk.
 *
 * <p>Threads: {@link #start} and {@link #close} from one thread; the rest from any. Full: what is not yet on disk is
 * bounded by {@link MqttSettings#maxInFlightBytes()}; beyond it nothing more is read.
 */
public final class MqttServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MqttServer.class);
    private static final long REGISTRY_POLL_MILLIS = 1000;
    private static final long GOODBYE_MILLIS = 2000;

    private final Registry registry;
    private final Services services;
    private final Journal.Registration commits;
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final List<Channel> servers = new ArrayList<>();
    private @Nullable EventLoopGroup group;
    private @Nullable ScheduledFuture<?> poll;
    private volatile boolean registryUnreadable;
    private volatile long registrySeen;

    public MqttServer(MqttSettings settings, Registry registry, Doorkeeper doorkeeper, NoticeBoard notices,
            Admission admission, Journal journal, MqttCounters counters, InstantSource clock) {
        this.registry = registry;
        AckLoops ackLoops = new AckLoops();
        services = new Services(settings, doorkeeper, new Intake(admission, journal), notices, counters, new Sessions(),
                ackLoops, new PeerLog(), clock);
        commits = journal.listen(ackLoops);
    }

    /**
     * Binds every listener, or none.
     *
     * @throws PortTakenException where somebody else listens on one of them
     * @throws IOException where an address cannot be bound for another reason
     */
    public void start() throws IOException {
        boolean epoll = Epoll.isAvailable();
        group = new MultiThreadIoEventLoopGroup(services.settings().eventLoops(), new DefaultThreadFactory("mqtt"),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        Class<? extends ServerChannel> type = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        try {
            for (Listener listener : services.settings().listeners()) {
                servers.add(bind(listener, group, type));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
        poll = group.next().scheduleWithFixedDelay(this::pollRegistry, REGISTRY_POLL_MILLIS, REGISTRY_POLL_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private Channel bind(Listener listener, EventLoopGroup loops, Class<? extends ServerChannel> type)
            throws IOException {
        SslContext tls = listener.tls() == null ? null : tls(listener.tls());
        ServerBootstrap bootstrap = new ServerBootstrap().group(loops).channel(type)
                .option(ChannelOption.SO_BACKLOG, 1024).option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true).childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        prepare(channel, tls, listener.trusted());
                    }
                });
        ChannelFuture bound = bootstrap.bind(listener.address()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw BindFailure.of(listener, bound.cause());
        }
        LOG.info("MQTT listens on {} ({})", Remote.text(bound.channel().localAddress()),
                listener.trusted() ? "trusted, this machine only" : "TLS, station secrets");
        return bound.channel();
    }

    private static SslContext tls(TlsIdentity identity) throws IOException {
        return SslContextBuilder.forServer(identity.key(), identity.chain()).sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2").build();
    }

    private void prepare(SocketChannel channel, @Nullable SslContext tls, boolean trusted) {
        MqttCounters counters = services.counters();
        if (counters.connections(1) > services.settings().maxConnections()) {
            counters.connections(-1);
            counters.add(Count.CONNECTIONS_OVER_LIMIT);
            Out.close(channel);
            return;
        }
        counters.add(Count.CONNECTIONS);
        channel.closeFuture().addListener(_ -> counters.connections(-1));
        channels.add(channel);
        if (tls != null) {
            channel.pipeline().addLast("tls", tls.newHandler(channel.alloc()));
        }
        addHandlers(channel, services, trusted);
    }

    /** The handlers of a connection, from the wire inward. */
    static void addHandlers(Channel channel, Services services, boolean trusted) {
        channel.pipeline().addLast("decoder", new MqttDecoder(services.settings().maxPacketBytes(),
                MqttSettings.MAX_CLIENT_ID)).addLast("encoder", MqttEncoder.INSTANCE)
                .addLast("connect", new ConnectHandler(services, trusted));
    }

    /** Takes in what the command line changed, and ends the sessions of stations that were shut out. */
    private void pollRegistry() {
        Thread.ofVirtual().name("registry-poll").start(() -> {
            try {
                registry.refresh();
                long generation = registry.generation(); // others refresh it too
                boolean changed = generation != registrySeen;
                registrySeen = generation;
                if (registry.secretsExpired() || changed) {
                    services.sessions().forEach(SessionHandler::registryChanged);
                }
                registryUnreadable = false;
            } catch (IOException e) {
                if (!registryUnreadable) {
                    registryUnreadable = true;
                    LOG.error("the registry cannot be read, what the command line changes is not seen: {}",
                            e.getMessage());
                }
            }
        });
    }

    /** Ports that are listened on, in the order of the settings. */
    public List<Integer> ports() {
        return servers.stream().map(channel -> ((InetSocketAddress) channel.localAddress()).getPort()).toList();
    }

    /** Why submissions are not taken at the moment, a sentence; null while they are. */
    public @Nullable String trouble() {
        return services.intake().trouble();
    }

    /**
     * Stops taking, from the source on: closes the listeners, stops reading, has what was taken forced and acknowledged,
     * tells the clients and closes their connections.
     */
    @Override
    public void close() {
        if (poll != null) {
            poll.cancel(false);
        }
        for (Channel server : servers) {
            server.close().awaitUninterruptibly(GOODBYE_MILLIS);
        }
        servers.clear();
        services.sessions().forEach(SessionHandler::stopReading);
        long committed = services.intake().commit();
        services.sessions().forEach(session -> session.shutDown(committed));
        channels.close().awaitUninterruptibly(GOODBYE_MILLIS);
        commits.close();
        if (group != null) {
            group.shutdownGracefully(0, GOODBYE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
            group = null;
        }
    }
}
