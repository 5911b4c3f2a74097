// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/client.h"

#include <future>
#include <memory>
#include <string>

#include <curl/curl.h>

namespace inland::http {

/// One request inside libcurl: its easy handle, what the handle points to, and the response as far
/// as it has come. Made by the caller, then touched by the client's I/O thread only; the caller
/// waits on the promise.
class Transfer {
  public:
    Transfer(const Request& request, const ClientOptions& options);
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    [[nodiscard]] CURL* handle() const { return easy_.get(); }
    [[nodiscard]] std::future<Result<Response>> future() { return promise_.get_future(); }
    /// Ends the transfer as libcurl said; the promise is kept once.
    void complete(CURLcode code);
    void interrupt();

  private:
    struct FreeEasy {
        void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    };
    struct FreeList {
        void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    };

    void set_method();
    void set_headers();
    void set_transport(const ClientOptions& options);
    void append_header(const std::string& line);
    void on_header(std::string_view line);
    [[nodiscard]] Error explain(CURLcode code) const;

    static std::size_t give_body(char* data, std::size_t size, std::size_t count, void* self);
    static std::size_t take_header(char* data, std::size_t size, std::size_t count, void* self);
    static std::size_t take_body(char* data, std::size_t size, std::size_t count, void* self);

    Request request_;
    std::size_t sent_ = 0;  ///< of the request's body
    std::size_t max_body_bytes_;
    std::unique_ptr<CURL, FreeEasy> easy_;
    std::unique_ptr<curl_slist, FreeList> headers_;
    std::unique_ptr<curl_slist, FreeList> connect_to_;
    std::array<char, CURL_ERROR_SIZE> detail_{};
    Response response_;
    std::promise<Result<Response>> promise_;
};

}  // namespace inland::http
