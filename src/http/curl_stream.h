// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/stream.h"

#include <array>
#include <memory>
#include <string>

#include <curl/curl.h>

namespace inland::http {

/// One StreamRequest inside libcurl: its easy handle, what the handle points to, and the answer as
/// far as it has come. One thread at a time.
class CurlStream {
  public:
    CurlStream(StreamRequest request, const StreamOptions& options);
    CurlStream(const CurlStream&) = delete;
    CurlStream& operator=(const CurlStream&) = delete;
    ~CurlStream() = default;

    [[nodiscard]] CURL* handle() const { return easy_.get(); }
    /// What came of it, now that libcurl has ended it so.
    Result<Response> complete(CURLcode code);

  private:
    struct FreeEasy {
        void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    };
    struct FreeList {
        void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    };

    void set_transport(const StreamOptions& options);
    void set_method();
    void set_body();
    void set_headers();
    void append_header(const std::string& line);
    void on_header(std::string_view line);
    std::size_t on_body(std::string_view bytes);
    std::size_t give(std::span<char> room);
    [[nodiscard]] bool is_for_sink() const;

    static std::size_t give_body(char* data, std::size_t size, std::size_t count, void* self);
    static std::size_t take_header(char* data, std::size_t size, std::size_t count, void* self);
    static std::size_t take_body(char* data, std::size_t size, std::size_t count, void* self);

    StreamRequest request_;
    std::size_t sent_ = 0;  ///< of a body that is in the request itself
    std::unique_ptr<CURL, FreeEasy> easy_;
    std::unique_ptr<curl_slist, FreeList> headers_;
    std::array<char, CURL_ERROR_SIZE> detail_{};
    Response response_;
    bool begun_ = false;    ///< the sink has seen the head
    bool refused_ = false;  ///< sink or source wanted no more
};

}  // namespace inland::http
