package io.github.sddtool.server;

import io.helidon.webserver.http.HttpService;

/// A group of routes that the server opens.
public interface Door extends HttpService {}
