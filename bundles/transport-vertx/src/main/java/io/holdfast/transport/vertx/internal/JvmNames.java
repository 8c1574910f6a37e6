package io.holdfast.transport.vertx.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Vert.x's NIO, with names resolved by the JVM before a connection is made. Netty's own resolver reads the system's name
 * servers and hosts file once in the life of a process, and a gateway often starts before its network does.
 */
final class JvmNames implements io.vertx.core.transport.Transport, Transport {
    private final Transport nio = NIO.implementation();
    private final Map<String, InetAddress> resolved = new ConcurrentHashMap<>();

    /** Looks the name up on a worker; a connection to it made afterwards goes there. */
    Future<InetAddress> resolve(String host, Vertx vertx) {
        return vertx.executeBlocking(() -> {
            InetAddress address = InetAddress.getByName(host);
            resolved.put(host, address);
            return address;
        }, false);
    }

    @Override
    public java.net.SocketAddress convert(SocketAddress address) {
        InetAddress known = address.isInetSocket() ? resolved.get(address.host()) : null;
        return known == null ? nio.convert(address) : new InetSocketAddress(known, address.port());
    }

    @Override
    public String name() {
        return NIO.name();
    }

    @Override
    public boolean available() {
        return true;
    }

    @Override
    public Throwable unavailabilityCause() {
        return null;
    }

    @Override
    public Transport implementation() {
        return this;
    }

    @Override
    public IoHandlerFactory ioHandlerFactory() {
        return nio.ioHandlerFactory();
    }

    // the SPI's own signature
    @SuppressWarnings("deprecation")
    @Override
    public DatagramChannel datagramChannel(InternetProtocolFamily family) {
        return nio.datagramChannel(family);
    }

    @Override
    public ChannelFactory<? extends DatagramChannel> datagramChannelFactory() {
        return nio.datagramChannelFactory();
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
        return nio.channelFactory(domainSocket);
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
        return nio.serverChannelFactory(domainSocket);
    }
}
