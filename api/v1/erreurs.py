"""The shape of a refusal."""

from rest_framework import serializers


class ErreurSerializer(serializers.Serializer):
    """A sentence in French, or one list of sentences per parameter."""

    detail = serializers.CharField(required=False)
    q = serializers.ListField(child=serializers.CharField(), required=False)
    limite = serializers.ListField(child=serializers.CharField(), required=False)
