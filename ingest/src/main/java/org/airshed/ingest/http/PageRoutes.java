package org.airshed.ingest.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.LanguageHeader;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.airshed.ingest.api.Api;
import org.airshed.ingest.api.EntityTag;
import org.airshed.ingest.api.Problem;
import org.airshed.ingest.query.CardRules;
import org.jspecify.annotations.Nullable;

/**
 * The page at {@code /} and the definition of its clean-air card, in the visitor's language, and the files they are made
 * of.
 *
 * <p>Files come from the jar. Their time there says nothing, so what a cache compares is a hash of their content.
 */
final class PageRoutes {
    private static final String ASSETS = "org/airshed/ingest/http/page/assets";
    private static final String WEBJARS = "META-INF/resources/webjars/";
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_-]+([./][A-Za-z0-9_-]+)*");
    private static final Map<String, String> TYPES = Map.of("css", "text/css; charset=utf-8", "js",
            "text/javascript; charset=utf-8", "json", "application/json", "png", "image/png", "svg", "image/svg+xml");
    private static final String LANGUAGE_COOKIE = "lang";

    private final PageText pages;
    private final Map<String, String> tags = new ConcurrentHashMap<>();

    PageRoutes(HttpSettings.@Nullable MapTiles tiles, CardRules rules) {
        this.pages = PageText.load(tiles, rules);
    }

    void mount(Router router) {
        router.route("/").handler(context -> page(context, PageText.Page.TOWN));
        router.route(Api.CARD_DEFINITION).handler(context -> page(context, PageText.Page.CLEAN_AIR_CARD));
        files(router, "/assets/", ASSETS, "no-cache");
        files(router, "/lib/leaflet/", WEBJARS + "leaflet/1.9.4/dist", "public, max-age=86400");
        files(router, "/lib/uplot/", WEBJARS + "uplot/1.6.30/dist", "public, max-age=86400");
    }

    private void page(RoutingContext context, PageText.Page page) {
        if (!isRead(context)) {
            return;
        }
        String chosen = context.queryParams().get("lang");
        String language = language(context, chosen);
        HttpServerResponse response = context.response();
        if (language.equals(chosen)) {
            response.addCookie(Cookie.cookie(LANGUAGE_COOKIE, language).setPath("/").setHttpOnly(true)
                    .setSameSite(CookieSameSite.LAX).setMaxAge(Duration.ofDays(365).toSeconds()));
        }
        Buffer html = pages.html(page, language);
        String tag = EntityTag.header(EntityTag.of(html), context.request());
        response.putHeader("Cache-Control", "no-cache").putHeader("ETag", tag)
                .putHeader("Vary", "Accept-Encoding, Accept-Language, Cookie")
                .putHeader("Content-Language", language).putHeader("Content-Type", "text/html; charset=utf-8");
        if (EntityTag.isHeld(context.request(), tag)) {
            response.setStatusCode(304).end();
        } else if (context.request().method().equals(HttpMethod.HEAD)) {
            response.putHeader("Content-Length", Integer.toString(html.length())).end();
        } else {
            response.end(html);
        }
    }

    /** What the visitor chose now, chose before, or asks for in general; English where none of these is there. */
    private String language(RoutingContext context, @Nullable String chosen) {
        List<String> wishes = new ArrayList<>();
        if (chosen != null) {
            wishes.add(chosen);
        }
        Cookie cookie = context.request().getCookie(LANGUAGE_COOKIE);
        if (cookie != null) {
            wishes.add(cookie.getValue());
        }
        for (LanguageHeader header : context.acceptableLanguages()) {
            wishes.add(header.tag());
        }
        return wishes.stream().filter(pages.languages()::contains).findFirst().orElse("en");
    }

    private void files(Router router, String prefix, String folder, String cacheControl) {
        router.route(prefix + "*").handler(context -> {
            if (!isRead(context)) {
                return;
            }
            String file = context.normalizedPath().substring(prefix.length());
            Optional<String> tag = FILE.matcher(file).matches() ? tag(folder + "/" + file) : Optional.empty();
            if (tag.isEmpty()) {
                Problem.of(404, "There is no such file.").send(context);
                return;
            }
            String header = EntityTag.header(tag.get(), context.request());
            context.response().putHeader("ETag", header).putHeader("Cache-Control", cacheControl).putHeader(
                    "Content-Type",
                    TYPES.getOrDefault(file.substring(file.lastIndexOf('.') + 1), "application/octet-stream"));
            if (EntityTag.isHeld(context.request(), header)) {
                context.response().putHeader("Vary", "Accept-Encoding").setStatusCode(304).end();
            } else {
                context.next();
            }
        }).handler(StaticHandler.create(folder).setCachingEnabled(false).setSendVaryHeader(true));
    }

    private Optional<String> tag(String resource) {
        String known = tags.get(resource);
        if (known != null) {
            return Optional.of(known);
        }
        try (InputStream in = PageRoutes.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                return Optional.empty();
            }
            String tag = EntityTag.of(Buffer.buffer(in.readAllBytes()));
            tags.put(resource, tag);
            return Optional.of(tag);
        } catch (IOException e) {
            return Optional.empty(); // a folder, or a jar that went away under us
        }
    }

    private static boolean isRead(RoutingContext context) {
        HttpMethod method = context.request().method();
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            return true;
        }
        context.response().putHeader("Allow", "GET, HEAD, OPTIONS");
        if (method.equals(HttpMethod.OPTIONS)) {
            context.response().setStatusCode(204).end();
        } else {
            Problem.of(405, "Only GET, HEAD and OPTIONS are allowed here.").send(context);
        }
        return false;
    }
}
