use super::*;
use crate::endpoint::Endpoint;
use std::collections::HashSet;

const KEY: &str = "sk-very-secret";

fn builder(name: &str, variables: &[(&str, &str)]) -> Result<ClientBuilder> {
    builder_for(name, |name| {
        let found = variables.iter().find(|(key, _)| *key == name);
        found.map(|(_, value)| (*value).to_owned())
    })
}

fn endpoint(name: &str, variables: &[(&str, &str)]) -> Endpoint {
    builder(name, variables).unwrap().endpoint().unwrap()
}

/// What is wrong with a client that is built from these.
fn fault(name: &str, variables: &[(&str, &str)]) -> String {
    let error = builder(name, variables).and_then(ClientBuilder::build);
    let error = error.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config, "{error}");
    error.to_string()
}

/// Where a request to the model `m` of each service goes, and the header with the key.
#[test]
fn every_service_is_asked_at_its_address_with_its_key() {
    let asked = [
        ("openai", "https://api.openai.com/v1"),
        ("azure", "https://ana.openai.azure.com/openai/deployments/m"),
        ("openrouter", "https://openrouter.ai/api/v1"),
        ("groq", "https://api.groq.com/openai/v1"),
        ("together", "https://api.together.ai/v1"),
        ("fireworks", "https://api.fireworks.ai/inference/v1"),
        ("mistral", "https://api.mistral.ai/v1"),
        ("deepseek", "https://api.deepseek.com"),
        ("xai", "https://api.x.ai/v1"),
        ("perplexity", "https://api.perplexity.ai"),
        ("cerebras", "https://api.cerebras.ai/v1"),
        (
            "gemini",
            "https://generativelanguage.googleapis.com/v1beta/openai",
        ),
        ("anthropic", "https://api.anthropic.com/v1"),
        ("ollama", "http://127.0.0.1:11434/v1"),
        ("llama.cpp", "http://127.0.0.1:8080/v1"),
        ("vllm", "http://127.0.0.1:8000/v1"),
        ("lmstudio", "http://127.0.0.1:1234/v1"),
        ("litellm", "http://127.0.0.1:4000"),
    ];
    let names: Vec<&str> = SERVICES.iter().map(|service| service.name).collect();
    assert_eq!(asked.map(|(name, _)| name), *names);

    for (service, (name, base_url)) in SERVICES.iter().zip(asked) {
        for variable in service.keys {
            let variables = [
                (*variable, KEY),
                ("AZURE_OPENAI_ENDPOINT", "https://ana.openai.azure.com/"),
            ];
            let endpoint = endpoint(&format!("{name}/m"), &variables);
            let (header, query, value) = match name {
                "azure" => ("api-key", "?api-version=2024-10-21", KEY.to_owned()),
                _ => ("authorization", "", format!("Bearer {KEY}")),
            };
            assert_eq!(
                endpoint.url("chat/completions", "m"),
                format!("{base_url}/chat/completions{query}")
            );
            let (key, sent) = endpoint.key.unwrap();
            assert_eq!((key.as_str(), &*value), (header, sent.to_str().unwrap()));
            assert!(sent.is_sensitive());
        }
    }
}

#[test]
fn a_service_brings_its_mode_and_dialect() {
    for service in SERVICES {
        let builder = builder(&format!("{}/a/b:c", service.name), &[]).unwrap();
        let debug = format!("{builder:?}");
        for part in [
            format!("mode: {:?}", service.mode),
            format!("dialect: {:?}", service.dialect),
            "model: \"a/b:c\"".to_owned(),
        ] {
            assert!(debug.contains(&part), "{part} in {debug}");
        }
    }
}

#[test]
fn what_cannot_be_sent_is_known() {
    let quirks = |name: &str| split(&format!("{name}/m")).unwrap().0.quirks;
    assert_eq!(quirks("openai").max_tokens, "max_completion_tokens");
    assert_eq!(quirks("azure"), quirks("openai"));
    assert_eq!(quirks("vllm"), Quirks::default());
    assert_eq!(quirks("mistral").tool_choice, ToolChoice::Any);
    assert_eq!(quirks("mistral").seed, "random_seed");
    assert!(!quirks("mistral").stream_usage);
    assert_eq!(quirks("deepseek").tool_choice, ToolChoice::Auto);
    assert!(!quirks("xai").strict_tools && quirks("xai").strict);

    let of = |url| Quirks::of(url).max_tokens;
    assert_eq!(of("https://api.openai.com/v1"), "max_completion_tokens");
    assert_eq!(of("https://eu.api.openai.com/v1"), "max_completion_tokens");
    assert_eq!(of("https://api.openai.com.example/v1"), "max_tokens");
    assert_eq!(of("http://localhost:8080/v1"), "max_tokens");
}

#[test]
fn an_unknown_service_is_told_the_known() {
    for name in ["grok/grok-4", "gpt-4.1", "", "/m", "Groq/m"] {
        let fault = fault(name, &[]);
        assert!(fault.contains("is no known service"), "{fault}");
        assert!(
            fault.contains("openai, azure, openrouter, groq,"),
            "{fault}"
        );
    }
}

#[test]
fn a_service_needs_a_model() {
    for name in ["groq", "groq/", "groq/ "] {
        let fault = fault(name, &[("GROQ_API_KEY", KEY)]);
        assert_eq!(fault, "no model is named: write `groq/` and the model");
    }
}

#[test]
fn a_missing_key_is_named_by_its_variable() {
    for service in SERVICES {
        let name = format!("{}/m", service.name);
        let endpoint = ("AZURE_OPENAI_ENDPOINT", "https://ana.openai.azure.com");
        // Set to nothing is not set.
        let variables = [endpoint, (service.keys[0], " ")];
        if service.needs_key {
            let fault = fault(&name, &variables);
            let variable = format!("`{}` is not set", service.keys[0]);
            assert!(fault.contains(&variable), "{fault}");
            let given = builder(&name, &variables).unwrap().api_key(KEY);
            given.build().unwrap();
        } else {
            let builder = builder(&name, &variables).unwrap();
            assert!(builder.endpoint().unwrap().key.is_none());
        }
    }
}

#[test]
fn azure_needs_an_endpoint_and_knows_its_forms() {
    let key = ("AZURE_OPENAI_API_KEY", KEY);
    let missing = fault("azure/m", &[key]);
    assert!(
        missing.contains("`AZURE_OPENAI_ENDPOINT` is not set"),
        "{missing}"
    );

    let url = |endpoint_url, version: Option<(&'static str, &'static str)>| {
        let mut variables = vec![key, ("AZURE_OPENAI_ENDPOINT", endpoint_url)];
        variables.extend(version);
        endpoint("azure/my-gpt", &variables).url("chat/completions", "my-gpt")
    };
    let path = "/openai/deployments/my-gpt/chat/completions?api-version=";
    for form in ["https://a.example", "https://a.example/openai/"] {
        assert_eq!(
            url(form, None),
            format!("https://a.example{path}2024-10-21")
        );
    }
    for variable in ["OPENAI_API_VERSION", "AZURE_OPENAI_API_VERSION"] {
        assert_eq!(
            url("https://a.example", Some((variable, "2025-04-01-preview"))),
            format!("https://a.example{path}2025-04-01-preview")
        );
    }
    assert_eq!(
        url("https://a.example/openai/v1/", None),
        "https://a.example/openai/v1/chat/completions"
    );
}

#[test]
fn ollama_is_found_by_its_host() {
    for (host, base_url) in [
        ("box", "http://box:11434/v1"),
        ("box:80", "http://box/v1"),
        (":5000", "http://127.0.0.1:5000/v1"),
        ("0.0.0.0", "http://127.0.0.1:11434/v1"),
        ("0.0.0.0:5000", "http://127.0.0.1:5000/v1"),
        ("[::1]", "http://[::1]:11434/v1"),
        ("[::1]:5000", "http://[::1]:5000/v1"),
        ("[::]:5000", "http://127.0.0.1:5000/v1"),
        ("http://box:5000/", "http://box:5000/v1"),
        ("https://ollama.com", "https://ollama.com/v1"),
        ("https://box/ollama", "https://box/ollama/v1"),
    ] {
        assert_eq!(
            endpoint("ollama/m", &[("OLLAMA_HOST", host)]).base_url,
            base_url,
            "{host}"
        );
    }
}

#[test]
fn an_address_can_come_from_the_environment_or_the_builder() {
    let variables = [
        ("OPENAI_API_KEY", KEY),
        ("OPENAI_BASE_URL", "http://proxy/v1/"),
        ("OPENAI_ORG_ID", "org-1"),
        ("OPENAI_PROJECT_ID", "proj-1"),
        ("LITELLM_PROXY_API_BASE", "http://proxy:4000"),
    ];
    assert_eq!(endpoint("openai/m", &variables).base_url, "http://proxy/v1");
    assert_eq!(
        endpoint("litellm/m", &variables).base_url,
        "http://proxy:4000"
    );
    let debug = format!("{:?}", builder("openai/m", &variables).unwrap());
    assert!(
        debug.contains("org-1") && debug.contains("proj-1"),
        "{debug}"
    );
    // Whom to bill is OpenAI's affair.
    let debug = format!("{:?}", builder("vllm/m", &variables).unwrap());
    assert!(!debug.contains("org-1"), "{debug}");

    let builder = builder("azure/m", &[]).unwrap().api_key(KEY);
    let endpoint = builder.base_url("http://127.0.0.1:1/openai").endpoint();
    assert_eq!(
        endpoint.unwrap().url("chat/completions", "m"),
        "http://127.0.0.1:1/openai/deployments/m/chat/completions?api-version=2024-10-21"
    );
}

#[test]
fn the_key_shows_nowhere() {
    for service in SERVICES {
        let variables = [
            (service.keys[0], KEY),
            ("AZURE_OPENAI_ENDPOINT", "https://ana.openai.azure.com"),
        ];
        let builder = builder(&format!("{}/m", service.name), &variables).unwrap();
        assert!(!format!("{builder:?}").contains(KEY));
        assert!(!format!("{:?}", builder.build().unwrap()).contains(KEY));
    }
    let fault = fault("xai/m", &[("XAI_API_KEY", "sk-\u{7}")]);
    assert!(!fault.contains("sk-"), "{fault}");
}

/// The table in the documentation of `from_provider`.
#[test]
fn what_is_documented_is_what_is_done() {
    let source = include_str!("mod.rs");
    let rows: Vec<&str> = source
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("/// | `"))
        .collect();
    let expected = SERVICES.iter().map(|service| {
        let keys: Vec<String> = service.keys.iter().map(|key| format!("`{key}`")).collect();
        let none = if service.needs_key { "" } else { "none, or " };
        let address = service.base_url_variable;
        let address = address.map_or(String::new(), |variable| format!(" `{variable}`"));
        let (name, mode) = (service.name, service.mode);
        format!(
            "{name}` | {none}{} |{address} | `{mode:?}` |",
            keys.join(" or ")
        )
    });
    assert_eq!(rows, expected.collect::<Vec<_>>());
    assert!(source.contains(&format!(
        "`AZURE_OPENAI_API_VERSION`, else is `{AZURE_VERSION}`"
    )));

    let mut unique = HashSet::new();
    assert!(SERVICES.iter().all(|service| unique.insert(service.name)));
}

/// The table of `docs/services.md`, and a part for each service below it.
#[test]
fn the_file_of_services_is_up_to_date() {
    let mut table =
        "| service | base URL | asked in | dialect | choice | left out | limit | seed |\n\
                     |---|---|---|---|---|---|---|---|\n"
            .to_owned();
    for service in SERVICES {
        let quirks = service.quirks;
        let choice = match quirks.tool_choice {
            ToolChoice::Named => "the object",
            ToolChoice::Required => "`required`",
            ToolChoice::Any => "`any`",
            ToolChoice::Auto => "none",
        };
        let left_out = [
            (quirks.parallel_tool_calls, "`parallel_tool_calls`"),
            (quirks.stream_usage, "`stream_options`"),
            (quirks.strict, "`strict`"),
            (quirks.strict_tools, "`strict` of tools"),
        ];
        let left_out = left_out.into_iter().filter(|(sent, _)| !sent);
        let left_out: Vec<&str> = left_out.map(|(_, field)| field).collect();
        let base_url = match service.base_url {
            "" => "`AZURE_OPENAI_ENDPOINT`".to_owned(),
            url => format!("`{url}`"),
        };
        table.push_str(&format!(
            "| {} | {base_url} | `{:?}` | `{:?}` | {choice} | {} | `{}` | `{}` |\n",
            service.name,
            service.mode,
            service.dialect,
            left_out.join(", "),
            quirks.max_tokens,
            quirks.seed,
        ));
    }

    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/services.md");
    let text = std::fs::read_to_string(path).unwrap();
    let (before, rest) = text.split_once("<!-- table: services -->\n").unwrap();
    let (found, after) = rest.split_once("<!-- end -->").unwrap();
    if found.trim() != table.trim() {
        assert!(
            std::env::var_os("UPDATE_DOCS").is_some(),
            "docs/services.md is out of date: set UPDATE_DOCS=1"
        );
        let text = format!("{before}<!-- table: services -->\n\n{table}\n<!-- end -->{after}");
        std::fs::write(path, text).unwrap();
    }

    let parts = after.lines().filter_map(|line| line.strip_prefix("## "));
    let names = SERVICES.iter().map(|service| service.name);
    assert_eq!(parts.collect::<Vec<_>>(), names.collect::<Vec<_>>());
}

/// As [OpenTelemetry](https://opentelemetry.io/docs/specs/semconv/registry/attributes/gen-ai/) names them, where it does.
#[test]
fn services_go_by_their_names_in_traces() {
    for (name, system) in [
        ("openai", "openai"),
        ("azure", "azure.ai.openai"),
        ("groq", "groq"),
        ("mistral", "mistral_ai"),
        ("deepseek", "deepseek"),
        ("xai", "x_ai"),
        ("perplexity", "perplexity"),
        ("gemini", "gcp.gemini"),
        ("anthropic", "anthropic"),
        ("llama.cpp", "llama.cpp"),
    ] {
        let service = SERVICES.iter().find(|service| service.name == name);
        assert_eq!(service.unwrap().system(), system);
    }
}
