// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/watch.h"

#include "emulator/cluster/api/listing.h"
#include "emulator/cluster/api/status.h"
#include "emulator/cluster/api/watch_hub.h"

#include <charconv>

namespace inland::emulator::cluster {

namespace {

constexpr std::chrono::seconds bookmark_interval{60};

/// One watch on its way: lives as long as its subscription or a timer holds it.
class Watch : public std::enable_shared_from_this<Watch> {
  public:
    Watch(const ApiCall& call, Selection selection, http::Responder responder)
        : objects_(call.objects),
          type_(call.type()),
          name_space_(call.info.name_space),
          name_(call.info.name),
          selection_(std::move(selection)),
          representation_(call.representation),
          bookmarks_(call.query.flag("allowWatchBookmarks")),
          responder_(std::move(responder)) {}

    void start() { responder_.start(200, {{"Content-Type", "application/json"}}); }

    /// What exists, as if it had just been made.
    void send_existing() {
        for (const auto* object : objects_.list(type_, name_space_))
            if (is_mine(*object))
                send("ADDED", *object);
    }

    void send_bookmark(bool initial_events_end = false) {
        json::object metadata{{"resourceVersion", std::to_string(objects_.version())},
                              {"creationTimestamp", nullptr}};
        if (initial_events_end)
            metadata["annotations"] = json::object{{"k8s.io/initial-events-end", "true"}};
        send("BOOKMARK", {{"kind", type_.kind},
                          {"apiVersion", type_.api_version()},
                          {"metadata", std::move(metadata)}});
    }

    void send_change(const ObjectChange& change) {
        if (change.type->qualified_name() != type_.qualified_name())
            return;
        const bool is_now = !change.deleted && is_mine(*change.object);
        const bool was_before = change.previous != nullptr && is_mine(*change.previous);
        if (is_now)
            send(was_before ? "MODIFIED" : "ADDED", *change.object);
        else if (was_before)
            send("DELETED", *change.object);
    }

    void subscribe() {
        ticket_ = hub().subscribe(
            objects_.cluster(),
            [self = shared_from_this()](const ObjectChange& change) { self->send_change(change); });
        responder_.on_gone([weak = weak_from_this()] {
            if (const auto self = weak.lock())
                self->unsubscribe();
        });
    }

    void end() {
        if (bookmarks_)
            send_bookmark();
        unsubscribe();
        responder_.finish();
    }

    void end_after(const WallTimer& timer, std::chrono::seconds timeout) {
        timer(timeout, [weak = weak_from_this()] {
            if (const auto self = weak.lock())
                self->end();
        });
    }

    void mark_regularly(const WallTimer& timer) {
        if (!bookmarks_)
            return;
        timer(bookmark_interval, [weak = weak_from_this(), timer] {
            const auto self = weak.lock();
            if (self == nullptr || !self->responder_.open())
                return;
            self->send_bookmark();
            self->mark_regularly(timer);
        });
    }

  private:
    WatchHub& hub() { return objects_.world().part<WatchHub>(); }

    [[nodiscard]] bool is_mine(const json::object& object) const {
        return (name_space_.empty() || namespace_of(object) == name_space_) &&
               (name_.empty() || name_of(object) == name_) && selection_.matches(object);
    }

    void send(std::string_view event, const json::object& object) {
        const json::object line{{"type", event}, {"object", represented(object)}};
        responder_.write(json::serialize(line) + "\n");
    }

    json::object represented(const json::object& object) {
        if (!representation_.table)
            return in_version(type_, object);
        auto table = table_of(type_, {&object},
                              {objects_.world().now(), *representation_.table, !has_definitions_});
        has_definitions_ = true;
        table["metadata"] =
            json::object{{"resourceVersion", string_or_empty(object, "metadata.resourceVersion")}};
        return table;
    }

    void unsubscribe() {
        if (const auto ticket = std::exchange(ticket_, 0); ticket != 0)
            hub().unsubscribe(objects_.cluster(), ticket);
    }

    Objects objects_;
    const ResourceType& type_;
    std::string name_space_, name_;
    Selection selection_;
    Representation representation_;
    bool bookmarks_;
    bool has_definitions_ = false;
    http::Responder responder_;
    WatchHub::Ticket ticket_ = 0;
};

Result<std::uint64_t> version_asked(const ApiCall& call) {
    const auto text = call.query.text("resourceVersion");
    std::uint64_t version = 0;
    const auto* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, version);
    if (!text.empty() && (error != std::errc{} || rest != end))
        return std::unexpected(bad_request("invalid resource version \"" + text + "\""));
    return version;
}

}  // namespace

Result<void> answer_watch(const ApiCall& call, http::Responder responder) {
    const auto asked = TRY(version_asked(call));
    auto selection = TRY(selection_of(call));
    auto& world = call.objects.world();
    const auto& cluster = call.objects.cluster();
    const auto oldest = world.part<WatchHub>().oldest(cluster, call.objects.version());
    const bool from_existing = asked == 0 || call.query.flag("sendInitialEvents");
    if (!from_existing && asked < oldest)
        return std::unexpected(expired(asked, oldest));
    const auto watch = std::make_shared<Watch>(call, std::move(selection), std::move(responder));
    watch->start();
    if (from_existing)
        watch->send_existing();
    else
        for (const auto& change : world.part<WatchHub>().since(cluster, asked))
            watch->send_change(change);
    if (call.query.flag("sendInitialEvents"))
        watch->send_bookmark(true);
    watch->subscribe();
    if (const auto& timer = world.part<Timer>().after; timer != nullptr) {
        watch->mark_regularly(timer);
        if (const auto seconds = call.query.number("timeoutSeconds"); seconds && *seconds > 0)
            watch->end_after(timer, std::chrono::seconds(*seconds));
    }
    return {};
}

}  // namespace inland::emulator::cluster
